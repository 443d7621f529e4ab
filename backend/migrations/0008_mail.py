"""The outbox: how many mails went to one mailbox of late."""


def up(migrator, db):
    db.execute_sql('CREATE INDEX "outbox_mail_recipient_created_at" ON "outbox_mail" ("recipient", "created_at")')

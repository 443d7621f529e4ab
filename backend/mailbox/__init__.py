"""A mailbox for development: catches every mail over real SMTP, shows it on a page. On loopback only."""

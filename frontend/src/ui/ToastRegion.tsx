import { useLingui } from "@lingui/react/macro";
import { CircleAlert, CircleCheck, Info, X } from "lucide-react";
import { useSyncExternalStore } from "react";
import {
  UNSTABLE_Toast as AriaToast,
  UNSTABLE_ToastRegion as AriaToastRegion,
  Button,
  Text,
  UNSTABLE_ToastContent as ToastContent,
} from "react-aria-components";
import styles from "./ToastRegion.module.css";
import { type Notice, notices } from "./toasts";

const icons = { plain: Info, success: CircleCheck, danger: CircleAlert };

const subscribe = (listener: () => void) => notices.subscribe(listener);
const hasNotices = () => notices.visibleToasts.length > 0;

/**
 * Mounted once by the shell; `notify` fills it. F6 leads into it and back, out of a dialog as well: react-aria takes it for
 * a landmark only if it is drawn when it is mounted, so it is mounted with the first notice.
 */
export function ToastRegion() {
  return useSyncExternalStore(subscribe, hasNotices) ? <Notices /> : null;
}

function Notices() {
  const { t } = useLingui();
  return (
    <AriaToastRegion queue={notices} className={styles.region} aria-label={t`Notices`}>
      {({ toast }) => {
        const notice: Notice = toast.content;
        const Icon = icons[notice.tone ?? "plain"];
        return (
          <AriaToast toast={toast} className={styles.toast} data-tone={notice.tone ?? "plain"}>
            <Icon aria-hidden="true" className={styles.icon} />
            <ToastContent className={styles.content}>
              <Text slot="title" className={styles.title}>
                {notice.title}
              </Text>
              {notice.detail && (
                <Text slot="description" className={styles.detail}>
                  {notice.detail}
                </Text>
              )}
              {notice.actions && (
                <span className={styles.actions}>
                  {notice.actions.map((action) => (
                    <Button
                      key={action.label}
                      slot={null}
                      className={styles.action}
                      onPress={() => {
                        action.onPress();
                        notices.close(toast.key);
                      }}
                    >
                      {action.label}
                    </Button>
                  ))}
                </span>
              )}
            </ToastContent>
            <Button slot="close" aria-label={t`Close`} className={styles.close}>
              <X aria-hidden="true" />
            </Button>
          </AriaToast>
        );
      }}
    </AriaToastRegion>
  );
}

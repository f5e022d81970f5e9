#!/bin/sh
# One screen of the wall: Chromium in full screen on Linux (X11 or Wayland), for ever.
#
#   RUANG_URL=https://pantau.lan:3000 kiosk.sh
#
# RUANG_URL     where the server answers
# RUANG_PAGE    the page to show (/wall)
# RUANG_PROFILE the folder that keeps the screen's pairing (~/.config/ruang-kiosk)
# CHROMIUM      the browser (chromium, chromium-browser or google-chrome, whichever is there)
#
# A screen shows a pairing code once, until somebody approves it at /layar; the pairing is kept in RUANG_PROFILE.
# A certificate of `ruang tls init` is trusted after:
#   certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n ruang-pantau -i ca.crt
set -u

url=${RUANG_URL:?say where the server answers, e.g. RUANG_URL=https://pantau.lan:3000}
page=${RUANG_PAGE:-/wall}
profile=${RUANG_PROFILE:-$HOME/.config/ruang-kiosk}

browser=${CHROMIUM:-}
for name in chromium chromium-browser google-chrome; do
    [ -n "$browser" ] || browser=$(command -v "$name" || true)
done
[ -n "$browser" ] || { echo 'kiosk: there is no Chromium: apt install chromium' >&2; exit 1; }

# The screen never sleeps. On Wayland the desktop's own settings do this.
if [ -n "${DISPLAY:-}" ] && command -v xset >/dev/null; then
    xset s off s noblank -dpms || true
fi

mkdir -p "$profile/Default"
child=
trap '[ -z "$child" ] || kill "$child" 2>/dev/null; exit 0' TERM INT

# In the background, so that a signal is heard at once.
run() {
    "$@" &
    child=$!
    wait "$child"
    child=
}

while true; do
    # Whether the certificate is right is for the browser to say; this only waits for somebody to answer.
    until curl --silent --insecure --fail --max-time 3 --output /dev/null "$url/healthz"; do
        run sleep 2
    done

    # After a power cut the browser would ask whether to restore its pages.
    for file in "$profile/Default/Preferences" "$profile/Local State"; do
        [ ! -f "$file" ] || sed -i \
            -e 's/"exited_cleanly":false/"exited_cleanly":true/' \
            -e 's/"exit_type":"[^"]*"/"exit_type":"Normal"/' "$file"
    done
    rm -f "$profile"/Singleton*

    run "$browser" \
        --user-data-dir="$profile" \
        --kiosk "$url$page" \
        --no-first-run \
        --no-default-browser-check \
        --noerrdialogs \
        --disable-session-crashed-bubble \
        --hide-crash-restore-bubble \
        --disable-infobars \
        --disable-sync \
        --disable-component-update \
        --disable-background-networking \
        --disable-features=Translate \
        --disable-pinch \
        --overscroll-history-navigation=0 \
        --password-store=basic \
        --autoplay-policy=no-user-gesture-required \
        --ozone-platform-hint=auto
    # Closed or crashed: the wall comes back.
    run sleep 2
done

#!/usr/bin/env bash
# Installs the Debian packages that are missing. Usage: packages.sh GROUP…   (build, run, test, bench)
# As root, or as a user who may use sudo.
set -euo pipefail

# What the Swift toolchain needs of the system, and the C libraries.
build=(binutils ca-certificates git gcc libc6-dev libcurl4 libedit2 libgcc-12-dev libncurses6 libpq-dev libqrencode-dev
    libsqlite3-dev libstdc++-12-dev libxlsxwriter-dev libxml2 pkg-config tzdata zlib1g-dev)
run=(curl john-data jq libjs-bootstrap5 libjs-chart.js libqrencode4 libxlsxwriter4 postgresql procps)
test=(chromium-headless-shell fonts-noto-cjk hledger postgresql-contrib python3 python3-venv)
bench=(postgresql-contrib)

missing=()
for group in "$@"; do
    declare -n packages=$group
    for package in "${packages[@]}"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
done
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || {
        echo "需要以 root 运行或安装 sudo，以便安装：${missing[*]} / run as root or install sudo, to install: ${missing[*]}" >&2
        exit 1
    }
    as_root=(sudo)
fi
echo "安装系统软件包 / installing: ${missing[*]}" >&2
"${as_root[@]}" apt-get update -qq >&2
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2

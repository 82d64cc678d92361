#!/usr/bin/env bash
# Installs the system packages that are missing: packages.sh PACKAGE…   As root, or as a user who may use sudo.
set -euo pipefail

missing=()
for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
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

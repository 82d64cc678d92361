#!/bin/sh
# Writes the Swift source that carries the contract stamp.
#
#   stamp.sh value|section CONTRACT_DIRECTORY SWIFTC OUTPUT SOURCE...
#
# The contract hash is SHA-256 over, line by line: the SHA-256 and path of each source (relative to the contract's
# directory, in byte order), the compiler's first version line, and the build kind. It doesn't depend on where the
# directory lies.
set -eu
LC_ALL=C
export LC_ALL
form=$1 contract=$2 swiftc=$3 output=$4
shift 4

compiler=$("$swiftc" --version 2>/dev/null | head -n 1 | tr -d '"\\')
[ -n "$compiler" ] || { echo "stamp.sh: '$swiftc --version' says nothing" >&2; exit 1; }

cd "$contract"
version_file=Sources/PluginKit/PluginAPI.swift
api=$(sed -n 's/^ *public static let version = \([0-9][0-9]*\)$/\1/p' "$version_file")
case $api in
'' | *[!0-9]*) echo "stamp.sh: no single 'public static let version = N' in $version_file" >&2; exit 1 ;;
esac
digests=$(sha256sum -- "$@")
digests=$(printf '%s\n' "$digests" | sort -k 2)

json() {
    hash=$(printf '%s\n%s\n%s\n' "$digests" "$compiler" "$1" | sha256sum | cut -d ' ' -f 1)
    printf '{"apiVersion":%s,"contractHash":"%s","compiler":"%s","build":"%s"}' "$api" "$hash" "$compiler" "$1"
}

value() {
    cat <<SWIFT
extension ContractStamp {
    static let compiledIn = #"$(json "$1")"#
}
SWIFT
}

# A string's bytes don't have a place of their own in the file; an array of constant bytes in a named section does.
section() {
    bytes=$(json "$1" | od -A n -v -t u1 | tr -s ' \n' ',' | sed 's/^,//;s/,$//')
    count=$(json "$1" | wc -c | tr -d ' ')
    cat <<SWIFT
@section("xinlian_stamp") @used
private let contractStamp: InlineArray<$count, UInt8> = [$bytes]
SWIFT
}

{
    echo '#if DEBUG'
    "$form" debug
    echo '#else'
    "$form" release
    echo '#endif'
} >"$output.part"
mv "$output.part" "$output"

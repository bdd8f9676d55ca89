#!/usr/bin/env bash
# book_headers.sh check|update: the layouts of the headers, out of the tables that
# -v prints from: are the pictures of chapters 02 to 04 what they give?
cd "$(dirname "$0")/../.." || exit
. tests/tools/book_pictures.sh

header() { awk -v title="$1" -v name="$2" -v rest="$4" -f tests/tools/book_headers.awk "$3"; }

picture() { # check|update STEP TITLE FUNCTION FILE REST
	keep "$1" "steps/$2/header.svg" "the picture is not what $4 in $5 gives" header "$3" "$4" "$5" "$6"
}

case $1 in check | update) ;; *) sed -n '2,3s/^# //p' "$0"; exit 2 ;; esac
picture "$1" 02-ipv4-parse "The header of IPv4" fields_ipv4 common/console/fields.c "options, if IHL is more than 5; then the data"
picture "$1" 03-icmp-echo "An echo request or reply of ICMP" fields_icmp common/console/trace_icmp.c "data"
picture "$1" 04-syn-parse "The header of TCP" fields_tcp common/console/trace_tcp.c "options, if the data offset is more than 5; then the text"
counted

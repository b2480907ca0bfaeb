#!/bin/sh
# Asks whether a push would be accepted, and says so in words a build log can keep.
#   admit.sh REPOSITORY:TAG IMAGE [options of `portwrit admit`]
# IMAGE is the digest of the manifest, its file, or the folder of an OCI image layout.
set -eu
target=$1
image=$2
shift 2
case $image in
  sha256:*) set -- --digest "$image" "$@" ;;
  *) set -- --manifest "$image" "$@" ;;
esac
status=0
portwrit admit "$target" "$@" || status=$?
case $status in
  0) echo "$target may be pushed" ;;
  1) echo "$target may not be pushed: the reason stands above" >&2 ;;
  *) echo "whether $target may be pushed could not be determined, so it is not pushed" >&2 ;;
esac
exit "$status"

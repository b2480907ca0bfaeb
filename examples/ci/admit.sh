#!/bin/sh
# Asks whether a push would be accepted, and says so in words a build log can keep.
#   admit.sh REPOSITORY:TAG DIGEST [options of `portwrit admit`]
set -eu
target=$1
digest=$2
shift 2
status=0
portwrit admit "$target" --digest "$digest" "$@" || status=$?
case $status in
  0) echo "$target may be pushed" ;;
  1) echo "$target may not be pushed: the reason stands above" >&2 ;;
  *) echo "whether $target may be pushed could not be determined, so it is not pushed" >&2 ;;
esac
exit "$status"

#!/usr/bin/env bash
# Reviews a change of policies, as one step of a pipeline: check, test and diff, held against the branch that it is for.
#
#   review.sh --base COMMIT [-C WORKSPACE] [--out FOLDER] [--fail-on WHAT] [--self-grant] [--author WHO]
#
# COMMIT is the tip of that branch, such as `origin/main`; the change is what is checked out. The clone has to reach back to where
# the change left the branch. FOLDER (by default `review`) gets:
#   policies.sarif  what `check` found, as SARIF 2.1.0
#   policies.xml    the same as JUnit
#   comment.md      who gains and loses what, for a comment on the change
# Settings, guardrails, admins and who is who are taken from the branch, so that no change lets itself pass.
# --fail-on (expands, protected, public, or several with commas) makes such a change of access a failure; otherwise it is only told.
# --self-grant fails where an author of the change gains by it; --author (github:NAME, gitlab:NAME or user:NAME) is who proposes it.
#
# Ends with 0, with 1 where something was found, 2 where the policies or this call are wrong, 3 where it could not be determined.
set -euo pipefail

portwrit=${PORTWRIT:-portwrit}
workspace=.
out=review
base=
fail_on=()
review=()
while [ $# -gt 0 ]; do
  case $1 in
    --self-grant) review+=("$1"); shift; continue ;;
  esac
  [ $# -ge 2 ] || { echo "review.sh: \`$1\` needs a value, or is no option" >&2; exit 2; }
  case $1 in
    -C) workspace=$2 ;;
    --base) base=$2 ;;
    --out) out=$2 ;;
    --fail-on) fail_on=(--fail-on "$2") ;;
    --author) review+=("$1" "$2") ;;
    *) echo "review.sh: \`$1\` is no option" >&2; exit 2 ;;
  esac
  shift 2
done
[ -n "$base" ] || { echo 'review.sh: name the branch that the change is for with `--base`' >&2; exit 2; }
mkdir -p "$out"

# The gravest of what was said: wrong, found, not determined.
worst=0
note() { # STATUS
  local gravest
  for gravest in 2 1 3; do
    if [ "$1" = "$gravest" ] || [ "$worst" = "$gravest" ]; then worst=$gravest; return; fi
  done
  [ "$1" = 0 ] || worst=3
}

status=0
shown=text
[ -z "${GITHUB_ACTIONS:-}" ] || shown=github
"$portwrit" check -C "$workspace" --base "$base" ${review+"${review[@]}"} --format "$shown" || status=$?
note "$status"
# The same again for machines; how it ends is known.
"$portwrit" check -q -C "$workspace" --base "$base" ${review+"${review[@]}"} --format sarif >"$out/policies.sarif" || true
"$portwrit" check -q -C "$workspace" --base "$base" ${review+"${review[@]}"} --format junit >"$out/policies.xml" || true

status=0
"$portwrit" test -C "$workspace" || status=$?
note "$status"

if ! parted=$(git -C "$workspace" merge-base "$base" HEAD); then
  echo "review.sh: where the change left \`$base\` is not known: fetch the whole history" >&2
  note 3
  echo 'Who gains and loses what could not be determined.' >"$out/comment.md"
  exit "$worst"
fi
status=0
"$portwrit" diff "$parted" HEAD -C "$workspace" --format markdown ${fail_on+"${fail_on[@]}"} >"$out/comment.md" || status=$?
# Without a condition a change of access is no failure.
if [ "$status" = 1 ] && [ ${#fail_on[@]} = 0 ]; then status=0; fi
note "$status"
if [ ! -s "$out/comment.md" ]; then echo 'Who gains and loses what could not be determined.' >"$out/comment.md"; fi
exit "$worst"

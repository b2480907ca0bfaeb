#!/usr/bin/env bash
# What action.yml runs: review.sh for a pull request. Values come as variables, so that text of a change never becomes part of a command:
# BASE_REF and AUTHOR of the pull request, ACTOR (who started the run), BASE (the branch that reviews are for), WORKSPACE, FAIL_ON,
# SELF_GRANT, PORTWRIT_PROGRAM, OUT.
set -euo pipefail
rm -rf "$OUT" # what another use of the action wrote would be taken for this one's
if [ -z "$BASE" ] || [ "$BASE_REF" != "$BASE" ]; then
  # A status belongs to a commit, not to a pull request: green for another branch would be green for this one.
  echo "::error::this change is for \`$BASE_REF\`, and only changes for \`$BASE\` are reviewed" >&2
  exit 3
fi
options=(--base "refs/remotes/origin/$BASE" -C "$WORKSPACE" --out "$OUT" --portwrit "$PORTWRIT_PROGRAM")
if [ -n "$FAIL_ON" ]; then options+=(--fail-on "$FAIL_ON"); fi
if [ "$SELF_GRANT" = true ]; then options+=(--self-grant --author "$AUTHOR" --author "$ACTOR"); fi
status=0
"$(dirname "${BASH_SOURCE[0]}")/review.sh" "${options[@]}" || status=$?
if [ -s "$OUT/comment.md" ]; then cat "$OUT/comment.md" >>"$GITHUB_STEP_SUMMARY"; fi
# What is empty is refused by code scanning, which would hide why the review ended.
if [ -s "$OUT/policies.sarif" ]; then echo 'written=true' >>"$GITHUB_OUTPUT"; fi
exit "$status"

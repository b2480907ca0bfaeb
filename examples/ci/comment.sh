#!/usr/bin/env bash
# Puts what review.sh wrote as a comment on the pull request, in place of the one it put there before. What action.yml runs where
# `comment` is asked for. It needs `gh`, and of the token `pull-requests: write`. Values come as variables: GITHUB_TOKEN,
# GITHUB_REPOSITORY, PULL_REQUEST (its number), HEAD_REPOSITORY and HEAD_COMMIT (what it brings), WORKSPACE, OUT, COMMENTER (whose
# comments the token writes, by default `github-actions[bot]`).
set -euo pipefail
if [ "$HEAD_REPOSITORY" != "$GITHUB_REPOSITORY" ]; then
  # Its token only reads, and one that writes is nothing that a fork's change should run beside.
  echo '::notice::no comment: the pull request comes from a fork; the summary of the run has the same'
  exit 0
fi
case $PULL_REQUEST in
  '' | *[!0-9]*) echo "::error::\`$PULL_REQUEST\` is no number of a pull request" >&2; exit 2 ;;
esac
# Two workspaces of one repository have a comment each.
marker="<!-- portwrit review $(printf '%s' "$WORKSPACE" | sha256sum | cut -c1-16) -->"
body=$(mktemp)
trap 'rm -f "$body"' EXIT
{
  printf '%s\n' "$marker"
  if [ -s "$OUT/comment.md" ]; then
    cat "$OUT/comment.md"
  else
    # What an earlier commit was told must not stand below this one.
    echo 'The review ended without a result: the log of the run says why.'
  fi
  printf '\nOf commit %s.\n' "$HEAD_COMMIT"
} >"$body"
# GitHub takes 65,536 characters. The comment is made to stay below; should it not, it is not cut in the middle.
if [ "$(wc -c <"$body")" -gt 65000 ]; then
  printf '%s\nThe review is too long for a comment: the summary of the run has it.\n\nOf commit %s.\n' "$marker" "$HEAD_COMMIT" >"$body"
fi
failed() {
  echo '::error::the comment could not be written: the job needs `pull-requests: write`, and what stands there may be of another commit' >&2
  exit 3
}
# Anybody can write a comment that begins so: only our own is replaced.
mine=".[] | select(.user.login == \"${COMMENTER:-github-actions[bot]}\" and (.body | startswith(\"$marker\"))) | .id"
ids=$(gh api --paginate "repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments?per_page=100" --jq "$mine") || failed
id=${ids%%$'\n'*}
if [ -n "$id" ]; then
  gh api --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id" -F "body=@$body" --silent || failed
else
  gh api --method POST "repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments" -F "body=@$body" --silent || failed
fi

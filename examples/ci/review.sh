#!/usr/bin/env bash
# Reviews a change of policies, as one step of a pipeline: check, test and diff, held against the branch that it is for.
#
#   review.sh --base COMMIT [-C WORKSPACE] [--out FOLDER] [--fail-on WHAT] [--self-grant] [--author WHO]... [--portwrit PROGRAM]
#
# COMMIT is the tip of that branch by its full name, such as `refs/remotes/origin/main`: the short one can be a tag, which whoever
# may push makes. The change is what is checked out, and it has to hold that tip: what the branch took away since would come back
# unseen otherwise. FOLDER (by default `review`) is made anew, with:
#   policies.sarif  what `check` found, as SARIF 2.1.0
#   policies.xml    the same as JUnit
#   tests.xml       what came of the policies' own tests, as JUnit
#   comment.md      who gains and loses what, what tests say and which the change takes out, for a comment on the change: cut
#                   where it would be longer than GitHub takes
#   diff.txt        who gains and loses what, uncut: every name, pattern and cause
# Where a file cannot be told, or not to its end, it is not there: none is empty.
# Settings, guardrails, admins and who is who are taken from the branch, so that no change lets itself pass.
# --fail-on (expands, protected, public, or several with commas) makes such a change of access a failure; otherwise it is only told.
# --self-grant fails where an author of the change gains by it; --author (github:NAME, gitlab:NAME or user:NAME) is who proposes it.
# PROGRAM is by default the `portwrit` on the PATH.
#
# Ends with 0, with 1 where something was found, 2 where the policies or this call are wrong, 3 where it could not be determined.
set -euo pipefail

portwrit=portwrit
workspace=.
out=review
base=
fail_on=none
review=()
files=(policies.sarif policies.xml tests.xml comment.md diff.txt)

stop() { # STATUS WHY
  echo "review.sh: $2" >&2
  exit "$1"
}

while [ $# -gt 0 ]; do
  case $1 in
    --self-grant) review+=("$1"); shift; continue ;;
  esac
  [ $# -ge 2 ] || stop 2 "\`$1\` needs a value, or is no option"
  case $1 in
    -C) workspace=$2 ;;
    --base) base=$2 ;;
    --out) out=${2%/} ;;
    --fail-on) fail_on=$2 ;;
    --author) review+=("$1" "$2") ;;
    --portwrit) portwrit=$2 ;;
    *) stop 2 "\`$1\` is no option" ;;
  esac
  shift 2
done
[ -n "$base" ] || stop 2 'name the branch that the change is for with `--base`'

# What lies at FOLDER may be the change's own: a link would lead what is written elsewhere. It goes, if it is a link or an earlier review.
clear_out() {
  if [ -L "$out" ]; then rm -f -- "$out"; fi
  [ -e "$out" ] || return 0
  [ -d "$out" ] || stop 2 "\`$out\` is no folder"
  local other file known=()
  for file in "${files[@]}"; do known+=(! -path "$out/$file"); done
  other=$(find "$out" -mindepth 1 "${known[@]}" -print -quit)
  [ -z "$other" ] || stop 2 "\`$other\` is none of a review's files: name another folder with \`--out\`"
  rm -rf -- "$out"
}
clear_out
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
mkdir "$made/review"

finish() { # STATUS
  # An empty file is no log, whatever reads it.
  find "$made/review" -type f -empty -delete
  clear_out
  mkdir -p "$(dirname "$out")"
  mv -- "$made/review" "$out"
  exit "$1"
}

# The folder that has the repository of another one's files, as links lead there. Git itself would take the first folder on the way up that
# looks like a repository, which a change can bring along, with settings that run programs.
checkout_of() { # FOLDER
  local at
  at=$(cd -P -- "$1" 2>/dev/null && pwd -P) || return 0
  while [ ! -e "$at/.git" ]; do
    [ "$at" != / ] || return 0
    at=$(dirname -- "$at")
  done
  printf '%s\n' "$at"
}
checkout=$(checkout_of "$workspace")
[ -n "$checkout" ] || stop 2 "\`$workspace\` is in no working tree of Git"
around=$(checkout_of .)
[ -z "$around" ] || [ "$around" = "$checkout" ] || stop 2 "\`$workspace\` is in another repository than what is checked out here"
in_checkout() { # WORDS OF GIT...: in it alone, and nothing that is missing is fetched
  GIT_DIR=$checkout/.git GIT_WORK_TREE=$checkout GIT_NO_LAZY_FETCH=1 git -c safe.bareRepository=explicit "$@"
}

# One commit, found once: everything below is about it.
named=${base%%[~^:]*}
named=${named%%@\{*}
case $named in
  refs/*)
    in_checkout show-ref --verify -q -- "$named" ||
      stop 3 "there is no \`$named\`: fetch it"
    ;;
  *)
    if in_checkout show-ref --verify -q -- "refs/tags/$named"; then
      stop 2 "\`$named\` is a tag: name a branch in full, such as \`refs/remotes/origin/main\`"
    fi
    matches=0
    for at in "refs/$named" "refs/heads/$named" "refs/remotes/$named"; do
      if in_checkout show-ref --verify -q -- "$at"; then matches=$((matches + 1)); fi
    done
    [ "$matches" -le 1 ] || stop 2 "\`$named\` is several: name it in full, such as \`refs/remotes/origin/main\`"
    ;;
esac
tip=$(in_checkout rev-parse --verify -q --end-of-options "$base^{commit}") || stop 3 "there is no commit \`$base\`: fetch it"
echo "review.sh: \`$base\` is commit $tip"

# The gravest of what was said: wrong, found, not determined.
worst=0
note() { # STATUS
  local gravest
  for gravest in 2 1 3; do
    if [ "$1" = "$gravest" ] || [ "$worst" = "$gravest" ]; then worst=$gravest; return; fi
  done
  [ "$1" = 0 ] || worst=3
}

# One instant for all of them, so that what ends meanwhile differs in none.
now=$(date -u +%Y-%m-%dT%H:%M:%SZ)
state=(-C "$workspace" --now "$now")

# A file is there as a whole or not at all: not where what writes it was ended, or could say nothing.
write() { # FILE COMMAND...
  local file=$1 status=0
  shift
  "$@" >"$made/part" || status=$?
  if [ "$status" -le 3 ] && [ -s "$made/part" ]; then mv -- "$made/part" "$file"; fi
  return "$status"
}

status=0
if [ -n "${GITHUB_ACTIONS:-}" ]; then
  # Its runner obeys commands in what a step prints, and names and texts of the change are printed: it is told to obey no more, by a word that
  # nobody can guess, but for what `check` writes in that form. One stream keeps them in order.
  exec 2>&1
  word=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  trap 'rm -rf "$made"; echo "::$word::"' EXIT
  echo "::stop-commands::$word"
  "$portwrit" check "${state[@]}" --base "$tip" ${review+"${review[@]}"} --format github >"$made/annotations" || status=$?
  echo "::$word::"
  cat "$made/annotations"
  echo
  echo "::stop-commands::$word"
else
  "$portwrit" check "${state[@]}" --base "$tip" ${review+"${review[@]}"} || status=$?
fi
note "$status"
# The same again for machines; how it ends is known.
write "$made/review/policies.sarif" "$portwrit" check -q "${state[@]}" --base "$tip" ${review+"${review[@]}"} --format sarif || true
write "$made/review/policies.xml" "$portwrit" check -q "${state[@]}" --base "$tip" ${review+"${review[@]}"} --format junit || true

status=0
"$portwrit" test "${state[@]}" --base "$tip" || status=$?
note "$status"
write "$made/review/tests.xml" "$portwrit" test -q "${state[@]}" --format junit || true

comment=$made/review/comment.md
if ! in_checkout merge-base --is-ancestor "$tip" HEAD; then
  echo "review.sh: the change does not hold $tip: bring the branch up to date with \`$base\`, or fetch the whole history" >&2
  note 3
  echo 'Who gains and loses what could not be determined: bring the branch up to date.' >"$comment"
  finish "$worst"
fi
status=0
write "$comment" "$portwrit" diff "$tip" HEAD "${state[@]}" --format markdown --fail-on "$fail_on" || status=$?
note "$status"
if [ ! -s "$comment" ]; then echo 'Who gains and loses what could not be determined.' >"$comment"; fi
write "$made/diff.txt" "$portwrit" diff -q "$tip" HEAD "${state[@]}" || true
# It ends with the sums: without them something is missing.
if grep -Eqs ' unchanged [0-9,]+(  (SETTINGS|REGISTRIES) [0-9,]+)*$' "$made/diff.txt"; then
  mv -- "$made/diff.txt" "$made/review/diff.txt"
else
  echo 'review.sh: there is no diff.txt: what `diff` wrote is not whole'
fi
echo >>"$comment"
# A test that the change takes out fails no more: whoever reviews has to see it.
write "$made/tests.md" "$portwrit" test -q "${state[@]}" --base "$tip" --format markdown || true
if [ -s "$made/tests.md" ]; then cat "$made/tests.md" >>"$comment"; else echo 'What tests say could not be determined.' >>"$comment"; fi
finish "$worst"

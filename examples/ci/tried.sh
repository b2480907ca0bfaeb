# Sourced by the scripts that try what lies here: a bare repository of policies with the branch `main`, in a folder of its own that is gone
# afterwards, and a clone of it, in which it leaves the shell.
# `here`, `portwrit` and `folder` are the folder of these files, the program, and that of the repositories.
# shellcheck shell=bash
set -euo pipefail
tried=$(basename "$0")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck disable=SC2034
portwrit=${PORTWRIT:-$(cd "$here/../.." && pwd)/bin/portwrit}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/home"
export HOME=$folder/home GIT_CONFIG_NOSYSTEM=1 XDG_CACHE_HOME=${XDG_CACHE_HOME:-$folder/cache}
unset GITHUB_ACTIONS PORTWRIT
git config --global user.name Bob
git config --global user.email bob@acme.example
git config --global init.defaultBranch main

git init -q --bare "$folder/policies.git"
git clone -q "$folder/policies.git" "$folder/work" 2>/dev/null
cd "$folder/work"
cat >portwrit.yaml <<'YAML'
version: 1
admins: [ada]
guardrails: {standard: [expiring-user-grants]}
YAML
cat >acme.yaml <<'YAML'
organization: acme
owners: [ada]
members: [bob, cy]
---
user: ada
accounts: {github: ada-at-acme, gitlab: ada-at-acme}
---
user: bob
accounts: {email: bob@acme.example}
---
team: acme/pay
members: [bob]
YAML
cat >pay.yaml <<'YAML'
repositories: acme/pay/**
grants:
  - {role: push, to: [team:acme/pay]}
YAML
git add .
git commit -q -m 'first'
git push -q origin HEAD:main

change() { # NAME FILE TEXT: a branch with one more commit
  git checkout -q -B "$1" refs/remotes/origin/main
  printf '%s\n' "$3" >>"$2"
  git add .
  git commit -q -m "$1"
}

ends() { # STATUS COMMAND...: what it says is in the file `said`
  local wanted=$1 status=0
  shift
  "$@" >"$folder/said" 2>&1 || status=$?
  if [ "$status" != "$wanted" ]; then
    cat "$folder/said"
    echo "examples/ci/$tried: it ended with $status, not $wanted" >&2
    exit 1
  fi
}

holds() { # FILE TEXT
  grep -qF -- "$2" "$folder/$1" || { cat "$folder/$1"; echo "examples/ci/$tried: \`$1\` does not say \`$2\`" >&2; exit 1; }
}

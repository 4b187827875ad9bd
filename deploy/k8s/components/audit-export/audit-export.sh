#!/bin/sh
# Takes each day of the audit trail that is over and not stored yet to a bucket, signed, and tells the service that it is
# stored. What is there is never written again. Needs curl, jq and aws. Ends with 0 if every day of every service is stored.
#
#   KISAI_AUDIT_SERVICES  name=address, a word for each service
#   KISAI_AUDIT_STORE     address of the object store
#   KISAI_AUDIT_BUCKET    its bucket, in which nobody can delete
#   KISAI_AUDIT_CLIENT    who this is to the identity provider
#   KISAI_AUDIT_FILES     folder with client-secret, oidc-ca.crt if the provider's authority is not a public one, and in
#                         ca/NAME.crt the authority of each service
#   QUARKUS_OIDC_AUTH_SERVER_URL  the realm
set -eu
umask 077

# call ADDRESS AUTHORITY, and what curl takes besides: the answer is in $work/answer. A refusal has a type.
call() {
  address=$1
  [ -s "$2" ] && set -- "$@" --cacert "$2"
  shift 2
  status=$(curl -sS --max-time 60 --retry 3 -o "$work/answer" -w '%{http_code}' "$@" "$address") || status=away
  case $status in
    2??) ;;
    *) echo "$service: $(jq -r '.type // "refused"' "$work/answer" 2> "$work/no-json" || echo refused), $status" >&2; exit 1 ;;
  esac
}

token() {
  call "$QUARKUS_OIDC_AUTH_SERVER_URL/protocol/openid-connect/token" "$KISAI_AUDIT_FILES/oidc-ca.crt" \
    -d grant_type=client_credentials --data-urlencode "client_id=$KISAI_AUDIT_CLIENT" \
    --data-urlencode "client_secret@$KISAI_AUDIT_FILES/client-secret"
  jq -er '"Authorization: Bearer " + .access_token' "$work/answer" > "$work/token"
}

ask() {
  path=$1
  shift
  call "$base/operations/audit$path" "$KISAI_AUDIT_FILES/ca/$service.crt" -H "@$work/token" "$@"
}

# Leaves the day in $work/file and the signature over its last line in $work/signature.
fetch() {
  : > "$work/file"
  after=0
  more=true
  while [ "$more" = true ]; do
    ask "/$1?after=$after"
    jq -r '.lines[]' "$work/answer" >> "$work/file"
    after=$(jq -er .after "$work/answer")
    more=$(jq -r .more "$work/answer")
  done
  ask "/$1/closing"
  jq -er .line "$work/answer" >> "$work/file"
  jq -er '.line | fromjson | {hash: .previous}' "$work/answer" > "$work/stored"
  jq -er .signature "$work/answer" | base64 -d > "$work/signature"
}

# put FILE NAME: whether it was not there before.
put() {
  aws s3api put-object --endpoint-url "$KISAI_AUDIT_STORE" --bucket "$KISAI_AUDIT_BUCKET" --key "$2" --body "$1" \
    --checksum-algorithm SHA256 --if-none-match '*' > "$work/said" 2>&1 && return
  grep -q PreconditionFailed "$work/said" && return 1
  echo "$service: $2 could not be stored: $(tail -n 1 "$work/said")" >&2
  exit 1
}

# The signature first: a day is there when both are. One of before is as good, since the day is always the same; a file
# that is not the same is somebody else's.
store() {
  name=$service-$1.jsonl
  put "$work/signature" "$name.p7s" || true
  if put "$work/file" "$name"; then
    echo "$name: $(($(wc -l < "$work/file") - 1)) entries"
    return
  fi
  aws s3api get-object --endpoint-url "$KISAI_AUDIT_STORE" --bucket "$KISAI_AUDIT_BUCKET" --key "$name" "$work/there" \
    > "$work/said"
  cmp -s "$work/file" "$work/there" || { echo "other-file: $name is not what $service has" >&2; exit 1; }
  echo "$name: was there already"
}

if [ $# -eq 0 ]; then
  failed=0
  for each in $KISAI_AUDIT_SERVICES; do
    sh "$0" "${each%%=*}" "${each#*=}" || failed=1
  done
  exit "$failed"
fi

service=$1
base=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
token
ask ""
days=$(jq -r 'if .notStored == null then empty else [.notStored, .last] | map(strptime("%Y-%m-%d") | mktime)
  | range(.[0]; .[1] + 1; 86400) | strftime("%Y-%m-%d") end' "$work/answer")
for day in $days; do
  token
  fetch "$day"
  store "$day"
  ask "/$day/stored" -X PUT -H 'Content-Type: application/json' -d "@$work/stored"
done
echo "$service: every day is stored"

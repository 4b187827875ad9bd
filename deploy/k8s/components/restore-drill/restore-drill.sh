#!/bin/sh
# Restores the four databases to one moment, each into a cluster of its own, and compares what they say. Ends with 0 if
# nothing is missing; the clusters are deleted then. Otherwise they stay until the next drill, for whoever looks into it.
#
#   KISAI_DRILL_NAMESPACE  where the databases are
#   KISAI_DRILL_PATIENCE   how long one restore may take, as kubectl says it
#   KISAI_DRILL_SETTLED    what had happened that long before the moment must have arrived everywhere
#   KISAI_DRILL_MOMENT     RFC 3339; unless it is said, yesterday noon in Japan
set -eu
export LC_ALL=C
here=$(dirname "$0")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
now=$(date +%s)
# Japan is 32,400 seconds ahead and knows no summer time; noon there is 10,800 seconds into the day of UTC.
moment=${KISAI_DRILL_MOMENT:-$(date -u -d "@$((((now + 32400) / 86400 - 1) * 86400 + 10800))" '+%Y-%m-%dT%H:%M:%SZ')}
settled="timestamptz '$moment' - interval '$KISAI_DRILL_SETTLED'"
databases='consent licence card-writer notification'
failed=0
compared=0

cluster() {
  kubectl -n "$KISAI_DRILL_NAMESPACE" "$@"
}

delete_side_clusters() {
  for database in $databases; do
    cluster delete clusters.postgresql.cnpg.io "$database-db-drill" --ignore-not-found --wait
  done
}

restore() {
  live=$(cluster get clusters.postgresql.cnpg.io "$1-db" -o 'jsonpath={.spec.imageName} {.spec.storage.size}')
  sed -e "s|DATABASE|$1-db|" -e "s|MOMENT|$moment|" -e "s|IMAGE|${live% *}|" -e "s|size: .*|size: ${live#* }|" \
    "$here/cluster.yaml" | cluster create -f -
}

# The lines that a question has as its answer, in order, and ~ at the end: an answer that broke off has none.
rows() {
  printf "copy (select line from (select distinct (%s) collate \"C\" as line from %s) as all_lines order by line) to stdout;\n" \
    "$2" "$3" |
    cluster exec -i "$1-db-drill-1" -c postgres -- \
      psql -X -q -v ON_ERROR_STOP=1 -d "$(echo "$1" | tr - _)" -f - && echo '~'
}

# Leaves in $work/missing what is in the first answer and not in the second, and a last line with how many are in both.
compare() {
  rm -f "$work/these" "$work/those"
  mkfifo "$work/these" "$work/those"
  rows "$1" "$2" "$3" > "$work/these" &
  rows "$4" "$5" "$6" > "$work/those" &
  comm "$work/these" "$work/those" | awk -F '\t' '
    /~/ { ends += NF; next }
    NF == 1 { if (++lost <= 10000) print }
    NF == 3 { both++ }
    END {
      if (lost > 10000) print "and more"
      print ends == 3 ? "both " both + 0 : "broken off"
    }' > "$work/missing"
  wait
}

# nothing_is_missing SENTENCE, after a comparison. People who wait for an operator are behind on purpose.
nothing_is_missing() {
  if grep -q '^broken off$' "$work/missing"; then
    echo "BROKEN OFF  $1"
    failed=1
    return
  fi
  lost=$(grep -v '^both ' "$work/missing" | grep -v -F -f "$work/held" | grep -c . || true)
  [ "$lost" -eq 0 ] || { echo "DIFFERENT   $1: $lost or more are missing"; failed=1; }
}

# fact NAME, HERE LINE OLD EVERY, THERE LINE ALL: what is old here must be there, and what is there must be known here.
fact() {
  compare "$2" "$3" "$4" "$6" "$7" "$8"
  nothing_is_missing "$1: of $2 in $6"
  both=$(sed -n 's/^both //p' "$work/missing")
  compared=$((compared + ${both:-0}))
  compare "$6" "$7" "$8" "$2" "$3" "$5"
  nothing_is_missing "$1: of $6 in $2"
  echo "compared    $1: ${both:-0}"
}

echo "Restoring to $moment"
delete_side_clusters
for database in $databases; do
  restore "$database"
done
for database in $databases; do
  cluster wait --for=condition=Ready --timeout="$KISAI_DRILL_PATIENCE" "clusters.postgresql.cnpg.io/$database-db-drill"
done
echo "Restored after $((($(date +%s) - now) / 60)) minutes"

: > "$work/held"
for database in $databases; do
  rows "$database" 'holder::text' "(select holder from postbox_holder where hold is not null
    union select holder from dead_letter where state = 'OPEN' and holder is not null) as waiting" > "$work/rows"
  grep -v '^~$' "$work/rows" >> "$work/held" || true
done
echo "People who wait for an operator: $(sort -u "$work/held" | grep -c . || true)"

fact 'granted items and items that the record judged' \
  consent "c.holder || ' ' || c.producer || '/' || c.event || ' ' || i.item" \
  "changes c join change_items i on i.change = c.id
     join item_verdicts v on v.change = i.change and v.item = i.item
    where i.state = 'GRANTED' and v.answer = 'GRANTED' and v.decided_at <= $settled" \
  "changes c join change_items i on i.change = c.id where i.state = 'GRANTED'" \
  licence "holder || ' ' || producer || '/' || change_id || ' ' || split_part(item, ' ', 1)" \
  'applied_change, unnest(applied || refused) item'
fact 'newest versions of records, and what the card writer follows' \
  licence "holder || ' v' || version" \
  "licence join licence_version using (holder, version) where recorded_at <= $settled" \
  licence_version \
  card-writer "holder || ' v' || record_version" desk
fact 'newest versions of records, and what holders are told of' \
  licence "holder || ' v' || version" \
  "licence join licence_version using (holder, version) where recorded_at <= $settled" \
  licence_version \
  notification "holder || ' v' || licence_version" 'holder_facts where licence_version is not null'
fact 'changes that the record applied, and notices of them' \
  licence "holder || ' ' || producer || '/' || change_id" \
  "applied_change where cardinality(applied) > 0 and recorded_at <= $settled" \
  'applied_change where cardinality(applied) > 0' \
  notification "n.holder || ' ' || c.producer || '/' || c.change_id" \
  "notice n join notice_change c on c.notice = n.id where n.kind in ('APPLIED', 'APPLIED_IN_PART')"
fact 'consents that count, and consents whose end is watched' \
  consent 'holder::text' "consents where state = 'OPEN' and registered_at <= $settled" consents \
  notification 'holder::text' 'holder_facts where consent_until is not null'

[ "$compared" -gt 0 ] || { echo "EMPTY       nothing was restored that could be compared"; failed=1; }
if [ "$failed" -eq 0 ]; then
  delete_side_clusters
  echo "Nothing is missing"
fi
exit "$failed"

"""Print what the ledger's model, fitted without each large trial, expects that trial to print.

Run: .venv/bin/python validation/ledger/leave_one_out.py
"""

from deqi.datafiles import DATA_ROOT
from deqi.evidence.ledger import leave_one_out, load_ledger_tables
from deqi.evidence.ledger.check import differences
from deqi.evidence.tables import load_evidence_tables


def main() -> None:
    evidence = load_evidence_tables(DATA_ROOT)
    found = leave_one_out(load_ledger_tables(DATA_ROOT, evidence))
    rows = [each for predictions in found.values() for each in predictions]
    print("| arm left out | unit | expected | 90% predictive interval | published | inside |")
    print("|---|---|---|---|---|---|")
    for row in rows:
        cells = [row.observation, row.unit, f"{row.expected:.1f}", f"{row.low:.1f} to {row.high:.1f}"]
        cells += [f"{row.published:.1f}", "yes" if row.inside else "NO"]
        print(f"| {' | '.join(cells)} |")
    print(f"\ninside: {sum(row.inside for row in rows)} of {len(rows)}\n")
    print("| difference (acupuncture minus comparator) | unit | expected | published | off by |")
    print("|---|---|---|---|---|")
    gaps = differences(found)
    for gap in gaps:
        print(f"| {gap.name} | {gap.unit} | {gap.expected:.1f} | {gap.published:.1f} | {gap.off_by:.1f} |")
    for unit in ("people of 100", "points better"):
        off = [gap.off_by for gap in gaps if gap.unit == unit]
        line = f"mean distance, {unit}: {sum(off) / len(off):.1f} over {len(off)} differences"
        print(f"\n{line}, largest {max(off):.1f} (bar for the mean: 6)")


if __name__ == "__main__":
    main()

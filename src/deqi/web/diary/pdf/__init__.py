"""The report for the doctor and the letter for the payer, on paper."""

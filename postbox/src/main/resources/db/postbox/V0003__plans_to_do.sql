-- How much of what was confirmed is still to be done is measured every few seconds.
create index operation_plan_letter_to_do on operation_plan_letter (plan, position) where outcome is null;

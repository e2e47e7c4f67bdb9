"""假设测算 and 活动室选址: levers and their widgets, what a scenario comes to, kept plans, candidate sites."""

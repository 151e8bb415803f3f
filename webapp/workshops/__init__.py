"""Series with their vision and pillars, batches, workshops, their steps, timer and raised hands."""

"""讲话数据 and 文稿核填: sentences and their numbers, snapshots, drafts filled and checked."""

namespace ActorStream.Operations.Databases.Postgres.Copying;

/// <summary>A table cannot be copied, and is too large for everybody to wait until it is made anew.</summary>
internal sealed class TableNotCopied(string why) : Exception(why);

namespace Akka.Configuration.Hocon;

/// <summary>
/// Replaces the references of a document by what they stand for. A reference is looked up in the
/// finished document, except that a value which refers to itself means what it was before; what
/// the document lacks may come from an environment variable.
/// </summary>
internal sealed class SubstitutionResolver(HoconValue root)
{
    internal void Resolve() => ResolveDeep(root);

    private void ResolveDeep(HoconValue value)
    {
        Combine(value);
        if (value.State != ResolutionState.Combined)
        {
            return;
        }
        value.State = ResolutionState.Descending;
        foreach (var element in value.Values)
        {
            if (element is HoconObject child)
            {
                ResolveFields(child);
            }
            else if (element is HoconArray array)
            {
                array.ForEach(ResolveDeep);
                array.RemoveAll(static item => item.Values.Count == 0);
            }
        }
        value.Previous = null;
        value.MayNeedPrevious = false;
        value.State = ResolutionState.Done;
    }

    private void ResolveFields(HoconObject fields)
    {
        List<string>? undefined = null;
        foreach (var (key, value) in fields.Items)
        {
            ResolveDeep(value);
            if (value.Values.Count == 0)
            {
                (undefined ??= []).Add(key);
            }
        }
        undefined?.ForEach(key => fields.Items.Remove(key));
    }

    /// <summary>Finds out what a value's own pieces are; what lies inside them may stay open.</summary>
    private void Combine(HoconValue value)
    {
        if (value.State != ResolutionState.Open)
        {
            return;
        }
        value.State = ResolutionState.Combining;
        if (value.Previous is not null || value.Values.Exists(static e => e is HoconSubstitution))
        {
            var pieces = new List<IHoconElement>();
            var undefined = false;
            foreach (var element in value.Values)
            {
                if (element is HoconSubstitution reference)
                {
                    var target = Target(value, reference);
                    undefined |= target is null;
                    reference.ResolvedValue = target!;
                    pieces.AddRange(target is null ? [] : Copy(target).Values);
                }
                else
                {
                    pieces.Add(element);
                }
            }
            value.Replace(Join(value, pieces, undefined));
        }
        value.State = ResolutionState.Combined;
    }

    private List<IHoconElement> Join(HoconValue value, List<IHoconElement> pieces, bool undefined)
    {
        var compound = pieces.Exists(static e => e is HoconObject or HoconArray);
        if (compound || undefined)
        {
            var blanks = pieces.FindAll(static e =>
                e is HoconLiteral { Value: { } text } && IsBlank(text)
            );
            if (compound || blanks.Count == pieces.Count)
            {
                pieces.RemoveAll(blanks.Contains);
            }
        }
        if (value.Previous is { } previous && (pieces.Count == 0 || pieces[0] is HoconObject))
        {
            Combine(previous);
            if (pieces.Count == 0 || previous.IsObject())
            {
                pieces.InsertRange(0, Copy(previous).Values);
            }
        }
        if (pieces.Count < 2 || !compound)
        {
            return pieces;
        }
        if (pieces.TrueForAll(static e => e is HoconObject))
        {
            var merged = new HoconObject();
            pieces.ForEach(e => merged.Merge((HoconObject)e));
            return [merged];
        }
        if (pieces.TrueForAll(static e => e is HoconArray))
        {
            var joined = new HoconArray();
            pieces.ForEach(e => joined.AddRange((HoconArray)e));
            return [joined];
        }
        throw new FormatException("Objects, arrays and text cannot be joined to one value.");
    }

    private static bool IsBlank(string text) => text.AsSpan().IsWhiteSpace();

    private static HoconValue Copy(HoconValue value) => value.IsObject() ? value.Clone() : value;

    /// <summary>The value that a reference means, or null when an optional one means nothing.</summary>
    private HoconValue? Target(HoconValue owner, HoconSubstitution reference)
    {
        var target = reference.IsToPrevious
            ? owner.Previous
            : (reference.Scope.Length == 0 ? null : Find($"{reference.Scope}.{reference.Path}"))
                ?? Find(reference.Path);
        while (target is { State: ResolutionState.Combining or ResolutionState.Descending })
        {
            target = target.Previous;
        }
        if (target is not null)
        {
            ResolveDeep(target);
            if (target.Values.Count > 0)
            {
                return target;
            }
        }
        if (reference.IsToPrevious)
        {
            return null;
        }
        if (Environment.GetEnvironmentVariable(reference.Path) is { } variable)
        {
            return new HoconValue(new HoconLiteral { Value = variable });
        }
        return reference.IsOptional
            ? null
            : throw new FormatException(
                $"Unresolved substitution: ${{{reference.Path}}}{reference.Position}."
            );
    }

    private HoconValue? Find(string path)
    {
        var segments = new HoconPath(path);
        var value = root;
        while (segments.MoveNext())
        {
            Combine(value);
            while (value is { State: ResolutionState.Combining })
            {
                value = value.Previous;
                if (value is not null)
                {
                    Combine(value);
                }
            }
            if (
                value?.IsObject() != true
                || !value.GetObject().Items.TryGetValue(segments.Current, out value)
            )
            {
                return null;
            }
        }
        return value;
    }
}

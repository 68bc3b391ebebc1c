using System.Globalization;

namespace Nmt.Model.Documents;

/// <summary>Which column of a table is translated, and where the translations go.</summary>
/// <param name="Name">Its number, from 1, or its name in the first line, which then is a header.</param>
/// <param name="Append">The translations become a new last column; otherwise they take the column's place.</param>
public sealed record TsvColumn(string Name, bool Append = false)
{
    /// <summary>Counted from 1; null where the column is named by the header.</summary>
    internal int? Number =>
        int.TryParse(Name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}

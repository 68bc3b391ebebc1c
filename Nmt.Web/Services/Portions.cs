namespace Nmt.Web.Services;

/// <summary>Large work as portions of about a second, between which the worker serves others.</summary>
internal static class Portions
{
    /// <summary>Of one portion: enough sentences to decode together well.</summary>
    public const int Characters = 1_000;

    // Words in a table are short, but each takes a place in the batch.
    private const int Items = 50;

    /// <summary>As many items together as have no more characters than a portion, but one at least.</summary>
    public static IEnumerable<T[]> Of<T>(IEnumerable<T> items, Func<T, int> lengthOf)
    {
        var portion = new List<T>();
        int characters = 0;
        foreach (T item in items)
        {
            if (portion.Count > 0 && (characters + lengthOf(item) > Characters || portion.Count == Items))
            {
                yield return [.. portion];
                portion.Clear();
                characters = 0;
            }

            portion.Add(item);
            characters += lengthOf(item);
        }

        if (portion.Count > 0)
        {
            yield return [.. portion];
        }
    }
}

using Nmt.Model.Text;

namespace Nmt.Web.Components.Parts;

/// <summary>The sentences of a text that was translated sentence by sentence.</summary>
internal static class SentenceParts
{
    /// <summary>One range for each sentence: each ends with its end-of-sentence piece.</summary>
    public static Range[] Split(IReadOnlyList<string> pieces)
    {
        string end = SpecialTokens.Names[SpecialTokens.Eos];
        return Ranges(pieces.Count, index => pieces[index - 1] == end);
    }

    /// <summary>What lies between the places where something begins.</summary>
    public static Range[] Ranges(int count, Func<int, bool> beginsAt)
    {
        int[] starts = [.. Enumerable.Range(0, count).Where(index => index == 0 || beginsAt(index)), count];
        return [.. starts.Zip(starts.Skip(1), (start, end) => start..end)];
    }
}

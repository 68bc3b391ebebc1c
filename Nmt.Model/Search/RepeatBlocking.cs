namespace Nmt.Model.Search;

/// <summary>No sequence of n pieces comes twice (Paulus et al. 2018, section 2.5).</summary>
/// <param name="n">At least 1; 1 says every piece at most once.</param>
internal sealed class RepeatBlocking(int n) : IPieceRule
{
    public int Need(ReadOnlySpan<int> said) => 0;

    public void Restrict(ReadOnlySpan<int> said, PieceChoice next)
    {
        if (said.Length < n)
            return;
        var last = said[(said.Length - n + 1)..];
        for (var start = 0; start + n <= said.Length; start++)
        {
            if (said.Slice(start, n - 1).SequenceEqual(last))
                next.Forbid(said[start + n - 1]);
        }
    }
}

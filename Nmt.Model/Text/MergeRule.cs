namespace Nmt.Model.Text;

/// <summary>One learned rule of a byte pair encoding: the two neighbouring pieces become one.</summary>
public readonly record struct MergeRule(string Left, string Right)
{
    /// <summary>The piece that the rule makes.</summary>
    public string Product => Left + Right;

    /// <summary>A line of <c>merges.txt</c>.</summary>
    public override string ToString() => $"{Left} {Right}";
}

namespace Nmt.Training.Evaluation;

/// <summary>The tokenizers by their names in sacreBLEU.</summary>
internal static class BleuTokenizers
{
    public static IBleuTokenizer Default { get; } = new Tokenizer13a();

    public static IReadOnlyList<IBleuTokenizer> All { get; } =
    [
        Default, new TokenizerIntl(), new TokenizerZh(), new TokenizerChar(), new TokenizerNone(),
    ];

    /// <exception cref="ArgumentException">There is no such tokenizer.</exception>
    public static IBleuTokenizer ByName(string name) =>
        All.FirstOrDefault(tokenizer => tokenizer.Name == name)
        ?? throw new ArgumentException(
            $"Unknown tokenizer '{name}'; there are {string.Join(", ", All.Select(tokenizer => tokenizer.Name))}.", nameof(name));
}

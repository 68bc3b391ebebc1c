namespace Nmt.Model.Text;

/// <summary>
/// The pieces that are no text. They open every vocabulary, in this order. There is no unknown token: single bytes
/// spell whatever the other pieces do not.
/// </summary>
public static class SpecialTokens
{
    /// <summary>Fills the places behind the shorter sentences of a batch; the model never sees it.</summary>
    public const int Pad = 0;

    /// <summary>The decoder's first input.</summary>
    public const int Bos = 1;

    /// <summary>Ends every source row and every target row.</summary>
    public const int Eos = 2;

    /// <summary>The names, by id.</summary>
    public static IReadOnlyList<string> Names { get; } = ["<pad>", "<s>", "</s>"];

    /// <summary>How many ids are special: 0 up to this, exclusive.</summary>
    public static int Count => Names.Count;

    /// <summary>True for an id that stands for no text.</summary>
    public static bool Contains(int id) => id >= 0 && id < Count;
}

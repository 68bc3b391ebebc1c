using Nmt.Model.Text;

namespace Nmt.Training.Evaluation;

/// <summary>Each character (code point) is a word.</summary>
internal sealed class TokenizerChar : IBleuTokenizer
{
    public string Name => "char";

    public string Separate(string line) => Separation.Text(Separation.Around(Separation.Runes(line), _ => true));
}

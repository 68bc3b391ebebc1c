using Nmt.Model.Text;

namespace Nmt.Training.Evaluation;

/// <summary>The tokenization that WMT scores with: see <see cref="Mteval13a"/>.</summary>
internal sealed class Tokenizer13a : IBleuTokenizer
{
    public string Name => "13a";

    public string Separate(string line) => Mteval13a.Separate(line);
}

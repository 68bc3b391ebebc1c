using Nmt.Data.Grammar;

namespace Nmt.Data.Frames;

/// <summary>What stands in the slots of one sentence.</summary>
internal sealed class Bindings
{
    private readonly Dictionary<string, IFiller> _fillers = [];

    /// <summary>The subject of the sentence, to whom "own" nouns belong; null in frames without one.</summary>
    public IFiller? Owner { get; set; }

    public Subject? Subject { get; private set; }

    public IEnumerable<IFiller> All => _fillers.Values;

    public IFiller this[string name]
    {
        get => _fillers.TryGetValue(name, out IFiller? filler) ? filler
            : throw new FormatException($"The frame uses {{{name}}}, which its English side does not declare.");
        set => _fillers[name] = value;
    }

    public void SetSubject(string name, Subject subject)
    {
        _fillers[name] = subject.Filler;
        Owner = subject.Filler;
        Subject = subject;
    }
}

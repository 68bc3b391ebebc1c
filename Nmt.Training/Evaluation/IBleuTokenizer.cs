namespace Nmt.Training.Evaluation;

/// <summary>How BLEU cuts a line into words. Stateless; safe to share.</summary>
internal interface IBleuTokenizer
{
    /// <summary>What <c>--tokenize</c> and the signature call it.</summary>
    string Name { get; }

    /// <summary>Returns the line with white space between its tokens (and perhaps more white space elsewhere).</summary>
    string Separate(string line);
}

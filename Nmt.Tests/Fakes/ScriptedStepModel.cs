using Nmt.Model.Batching;
using Nmt.Model.Network;
using Nmt.Model.Search;
using Nmt.Model.Text;
using static TorchSharp.torch;

namespace Nmt.Tests.Fakes;

/// <summary>
/// A model whose probabilities are written by hand: a function of the source and of the pieces so far. It keeps its
/// prefix in the decoder state and its source in the encoding, as a network does, so that a search that mixes up rows
/// or sentences gets other scores.
/// </summary>
internal sealed class ScriptedStepModel(int vocabularySize, ScriptedStepModel.Script script) : IStepModel
{
    /// <summary>Probabilities of all pieces (any scale; they are made to sum to 1).</summary>
    /// <param name="source">The sentence's pieces without Eos.</param>
    /// <param name="prefix">The pieces chosen so far.</param>
    public delegate double[] Script(int[] source, int[] prefix);

    public int VocabularySize => vocabularySize;

    /// <summary>Sentences that were encoded, over all calls.</summary>
    public int Encoded { get; private set; }

    /// <summary>For each step: the rows, and the sentences that they belong to.</summary>
    public List<(int Rows, int Sentences)> Steps { get; } = [];

    /// <summary>The step (from 0) before which to run an action.</summary>
    public Dictionary<int, Action> Before { get; } = [];

    public EncodedSource Encode(TokenBatch source)
    {
        Encoded += source.Count;
        var ids = source.Ids.to(float32).unsqueeze(2);
        return new EncodedSource(ids, ids.clone(), source.Mask.alias(), zeros(source.Count, 1, device: source.Ids.device));
    }

    public DecoderState Start(EncodedSource source, int beam) =>
        new([zeros(source.Count * beam, 1, dtype: int64, device: source.States.device)]);

    public StepOutput Step(Tensor previous, DecoderState state, EncodedSource source)
    {
        if (Before.TryGetValue(Steps.Count, out var action))
            action();
        var rows = (int)previous.shape[0];
        Assert.Equal(state.Rows, rows);
        Assert.Equal(0, rows % source.Count);
        Steps.Add((rows, source.Count));

        var said = cat([state.Tensors[0], previous.unsqueeze(1)], 1); // [rows, 1 + Bos + pieces]
        var prefixes = Rows(said);
        var sources = Sources(source);
        var logProbabilities = new float[rows * vocabularySize];
        var attention = new float[rows * source.Mask.shape[1]];
        for (var row = 0; row < rows; row++)
        {
            var sentence = sources[row / (rows / source.Count)];
            int[] prefix = [.. prefixes[row].Skip(2).Select(id => (int)id)];
            Assert.Equal(SpecialTokens.Bos, prefixes[row][1]);
            LogProbabilities(sentence, prefix).CopyTo(logProbabilities, row * vocabularySize);
            attention[(row * source.Mask.shape[1]) + AttentionOf(sentence, prefix)] = 1;
        }

        return new StepOutput(
            tensor(logProbabilities, [rows, vocabularySize], device: previous.device),
            tensor(attention, [rows, source.Mask.shape[1]], device: previous.device),
            new DecoderState([said]));
    }

    /// <summary>The logarithms that a step gives for one row.</summary>
    public float[] LogProbabilities(int[] source, int[] prefix)
    {
        var weights = script(source, prefix);
        var sum = weights.Sum();
        return [.. weights.Select(weight => (float)Math.Log(weight / sum))];
    }

    /// <summary>The source position, Eos included, that all attention goes to: another one for almost every prefix.</summary>
    public static int AttentionOf(int[] source, int[] prefix) =>
        (prefix.Aggregate(17, (hash, id) => (hash * 31) + id) & 0xFFFF) % (source.Length + 1);

    /// <summary>Arbitrary probabilities, the same for the same arguments on every machine. Pad and Bos are the likeliest, to tempt.</summary>
    public static Script Arbitrary(int vocabularySize, int seed) => (source, prefix) =>
    {
        var hash = source.Append(-1).Concat(prefix).Aggregate(seed, (sum, id) => unchecked((sum * 31) + id + 7));
        var random = new Random(hash);
        var weights = new double[vocabularySize];
        for (var id = 0; id < vocabularySize; id++)
            weights[id] = Math.Exp(3 * random.NextDouble());
        weights[SpecialTokens.Pad] = weights[SpecialTokens.Bos] = 30;
        return weights;
    };

    private static long[][] Rows(Tensor matrix) =>
        [.. matrix.cpu().data<long>().ToArray().Chunk((int)matrix.shape[1])];

    private static int[][] Sources(EncodedSource source)
    {
        var length = source.States.shape[1];
        return [.. source.States.squeeze(2).cpu().data<float>().ToArray().Chunk((int)length)
            .Select(row => row.Select(id => (int)id).TakeWhile(id => id != SpecialTokens.Eos).ToArray())];
    }
}

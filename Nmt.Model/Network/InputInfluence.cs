using Nmt.Model.Errors;
using static TorchSharp.torch;

namespace Nmt.Model.Network;

/// <summary>
/// The gradient's own measure of memory: how strongly what a layer read at token s still moves its cells at token t, as
/// the norm of the derivative of c_t by the layer's input x_s. Unlike the product of the forget gates it counts every way
/// from s to t, the one through the gates and h included, so it may also grow on the way.
/// </summary>
public static class InputInfluence
{
    /// <summary>The longest sentence, in tokens, that it is measured for: the cost grows with the square.</summary>
    public const int MostTokens = 100;

    // So many random directions of the cell estimate the norm over all its units (Hutchinson 1989).
    private const int Probes = 8;

    // Tokens and directions that are differentiated together: bounds the memory.
    private const int MostRows = 64;

    private const int Seed = 1;

    /// <summary>The influence as a share of that at the token itself, so 1 on the diagonal.</summary>
    /// <param name="model">In evaluation mode.</param>
    /// <param name="question">Sentence, layer and clamps.</param>
    /// <param name="unit">One unit, exactly; null for all units of the layer, estimated where they are many.</param>
    /// <param name="token">Looked at before each layer, and then at each step of each group of tokens.</param>
    /// <returns><c>[from][at]</c>, both in the order in which the layer reads; NaN where at comes before from.</returns>
    /// <exception cref="NmtException">The sentence has more than <see cref="MostTokens"/> tokens, or a clamp does not fit.</exception>
    public static float[][] Of(Seq2SeqModel model, MemoryQuestion question, int? unit, CancellationToken token = default)
    {
        var tokens = (question.Side == MemorySide.Target ? question.Target : question.Source).Count + 1;
        if (tokens > MostTokens)
            throw new NmtException($"The gradient is measured for sentences of up to {MostTokens} pieces; this one has {tokens}. Choose a shorter sentence.");
        var (layers, units) = model.Config.Cells(question.Side);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)question.Layer, (uint)layers, nameof(question));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)(unit ?? 0), (uint)units, nameof(unit));
        var clamps = ClampedModel.Checked(question.Clamps, model.Config);
        var place = new LayerPlace(question.Side, question.Layer);
        var read = new TaggedSource(question.Tag, question.Source);
        using var captured = new CapturedLayer(place, clamps, token);
        MemoryTrace.Run(model, read.Ids, question.Target, captured);

        using var gradient = enable_grad();
        using var scope = NewDisposeScope();
        var own = place.Own(clamps);
        var hidden = question.Side == MemorySide.Target ? 0 : read.Tag.Count;
        var squares = new double[hidden + tokens][]; // [at][from]
        var probes = Directions(units, unit);
        foreach (var rows in Enumerable.Range(0, squares.Length).SelectMany(at => probes.Select(probe => (at, probe))).Chunk(MostRows))
            AddSquares(captured, own, rows, squares, token);

        // A layer that reads backwards comes to the beginning, and so to what is not shown, last.
        var shown = question.Side == MemorySide.SourceBackward ? ..tokens : hidden..;
        return [.. Normalized(squares)[shown].Select(from => from[shown])];
    }

    // Rows of equal sequences, one for each token and direction, so that one backward pass serves them all.
    private static void AddSquares(
        CapturedLayer captured, IReadOnlyList<UnitClamp> clamps, (int At, float[] Probe)[] rows, double[][] squares, CancellationToken token)
    {
        using var scope = NewDisposeScope();
        var steps = rows[^1].At + 1;
        var given = captured.Input().narrow(1, 0, steps); // [1, steps, width]
        var input = given.expand(rows.Length, steps, given.shape[2]).contiguous().detach().requires_grad_();
        var run = LstmCells.Run(captured.Layer!, input, Repeated(captured.Before, rows.Length), clamps, token);
        var cells = stack(rows.Select((row, r) => run.Cell[r, row.At])); // [rows, hidden]
        var probes = tensor(rows.SelectMany(row => row.Probe).ToArray(), device: input.device).view(rows.Length, -1);
        (cells * probes).sum().backward(inputs: [input]);
        var found = input.grad!.pow(2).sum(2).cpu().data<float>().ToArray(); // [rows * steps]
        for (var r = 0; r < rows.Length; r++)
        {
            var at = squares[rows[r].At] ??= new double[rows[r].At + 1];
            for (var from = 0; from < at.Length; from++)
                at[from] += found[(r * steps) + from];
        }
    }

    private static (Tensor Hidden, Tensor Cell)? Repeated((Tensor Hidden, Tensor Cell)? before, long rows) => before is var (hidden, cell)
        ? (hidden.expand(1, rows, hidden.shape[2]), cell.expand(1, rows, cell.shape[2]))
        : null;

    // Few units are taken one by one, which is exact; for v of random signs the mean of |v J|^2 is the square of J's norm.
    private static IReadOnlyList<float[]> Directions(int units, int? unit)
    {
        if (unit is null && units > Probes)
        {
            var random = new Random(Seed);
            return [.. Enumerable.Range(0, Probes).Select(_ => Enumerable.Range(0, units).Select(_ => random.Next(2) == 0 ? -1f : 1f).ToArray())];
        }

        int[] each = unit is { } one ? [one] : [.. Enumerable.Range(0, units)];
        return [.. each.Select(u =>
        {
            var direction = new float[units];
            direction[u] = 1;
            return direction;
        })];
    }

    private static float[][] Normalized(double[][] squares) =>
    [
        .. Enumerable.Range(0, squares.Length).Select(from => Enumerable.Range(0, squares.Length)
            .Select(at => at < from ? float.NaN : Ratio(squares[at][from], squares[from][from])).ToArray()),
    ];

    // A token that moves nothing when it is read moves nothing later.
    private static float Ratio(double square, double own) => own > 0 ? (float)Math.Sqrt(square / own) : 0;
}

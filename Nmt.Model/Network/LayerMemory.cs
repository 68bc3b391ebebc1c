namespace Nmt.Model.Network;

/// <summary>What one LSTM layer held over a sentence.</summary>
public sealed class LayerMemory
{
    private readonly float[][][] _values;

    /// <param name="values"><c>[quantity][token][unit]</c>, in the order of <see cref="MemoryQuantity"/>; at least one token and unit.</param>
    /// <exception cref="ArgumentException">The lists are not of one shape.</exception>
    public LayerMemory(float[][][] values)
    {
        if (values.Length != Enum.GetValues<MemoryQuantity>().Length
            || values[0].Length == 0
            || values.Any(tokens => tokens.Length != values[0].Length || tokens.Any(units => units.Length == 0 || units.Length != values[0][0].Length)))
            throw new ArgumentException("Expected [quantity][token][unit] of one shape, none empty.", nameof(values));
        _values = values;
    }

    public int Tokens => _values[0].Length;

    public int Units => _values[0][0].Length;

    /// <summary><c>[token][unit]</c>, the tokens in the order of the sentence, whichever way the layer reads it.</summary>
    public IReadOnlyList<float[]> this[MemoryQuantity quantity] => _values[(int)quantity];

    /// <summary>One unit along the sentence, <c>[token]</c>.</summary>
    public float[] Unit(MemoryQuantity quantity, int unit) => Array.ConvertAll(_values[(int)quantity], units => units[unit]);
}

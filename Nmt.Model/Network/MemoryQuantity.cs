namespace Nmt.Model.Network;

/// <summary>What can be read off a unit at one token: <c>c = f * c' + i * g</c> and <c>h = o * tanh(c)</c>.</summary>
public enum MemoryQuantity
{
    /// <summary>i, 0 to 1.</summary>
    Input,

    /// <summary>f, 0 to 1.</summary>
    Forget,

    /// <summary>g, -1 to 1.</summary>
    Candidate,

    /// <summary>o, 0 to 1.</summary>
    Output,

    /// <summary>c, without bounds.</summary>
    Cell,

    /// <summary>h, -1 to 1.</summary>
    Hidden,
}

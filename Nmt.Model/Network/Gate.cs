namespace Nmt.Model.Network;

/// <summary>What an LSTM computes before its cell moves, in the order in which PyTorch stacks their weights.</summary>
public enum Gate
{
    /// <summary>i: how much of the candidate enters the cell, 0 to 1.</summary>
    Input,

    /// <summary>f: how much of the cell stays, 0 to 1.</summary>
    Forget,

    /// <summary>g: what would enter the cell, -1 to 1.</summary>
    Candidate,

    /// <summary>o: how much of the cell is shown, 0 to 1.</summary>
    Output,
}

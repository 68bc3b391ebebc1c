namespace Nmt.Model.Errors;

/// <summary>
/// A failure that the user can act on. Its message is complete in itself: what was read, what was expected, what was
/// found, and what to do. Programs print the message and nothing else.
/// </summary>
public sealed class NmtException(string message, Exception? innerException = null)
    : Exception(message, innerException);

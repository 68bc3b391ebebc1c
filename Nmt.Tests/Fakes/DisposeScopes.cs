using TorchSharp;
using static TorchSharp.torch;

namespace Nmt.Tests.Fakes;

/// <summary>A dispose scope and no_grad's opposite number for one test: what the test makes goes when it ends.</summary>
internal sealed class DisposeScopes : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();
}

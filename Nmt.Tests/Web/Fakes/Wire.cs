using System.Net;
using System.Net.Sockets;

namespace Nmt.Tests.Web.Fakes;

/// <summary>
/// What lies between a browser and a server: bytes go through as they are, until it is cut. It has an address of its own,
/// so another server can take the place of the first under the same address.
/// </summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _lock = new();
    private readonly HashSet<TcpClient> _open = [];
    private readonly Task _accepting;
    private Uri? _server;

    public Wire(Uri server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where the browser goes, with a slash at the end.</summary>
    public string Address => $"http://{_listener.LocalEndpoint}/";

    /// <summary>Ends every connection, and each that is tried from now on.</summary>
    public void Cut()
    {
        lock (_lock)
        {
            _server = null;
            foreach (TcpClient client in _open)
            {
                client.Dispose();
            }

            _open.Clear();
        }
    }

    /// <summary>From now on connections lead to this server.</summary>
    public void Mend(Uri server)
    {
        lock (_lock)
        {
            _server = server;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Cut();
        await _end.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = CarryAsync(await _listener.AcceptTcpClientAsync(_end.Token));
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task CarryAsync(TcpClient browser)
    {
        using TcpClient near = browser;
        using var far = new TcpClient();
        if (!TryOpen(near, far, out Uri? server))
        {
            return;
        }

        try
        {
            await far.ConnectAsync(server.Host, server.Port);
            await Task.WhenAny(
                near.GetStream().CopyToAsync(far.GetStream()),
                far.GetStream().CopyToAsync(near.GetStream()));
        }
        catch (Exception fault) when (fault is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut, or the server is gone: both ends notice.
        }
        finally
        {
            lock (_lock)
            {
                _open.Remove(near);
                _open.Remove(far);
            }
        }
    }

    private bool TryOpen(TcpClient near, TcpClient far, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Uri? server)
    {
        lock (_lock)
        {
            server = _server;
            if (server is not null)
            {
                _open.Add(near);
                _open.Add(far);
            }

            return server is not null;
        }
    }
}

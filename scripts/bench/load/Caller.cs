using System.Net;

namespace Nmt.Load;

/// <summary>Who calls the server: with an address of its own, as in life, and cookies of its own.</summary>
internal sealed class Caller : IDisposable
{
    /// <summary>By this the server, which is told to believe it from this machine, tells callers apart.</summary>
    public const string AddressHeader = "X-Forwarded-For";

    public Caller(Uri server, string address)
    {
        Address = address;
        Http = new HttpClient(new SocketsHttpHandler { CookieContainer = Cookies }) { BaseAddress = server, Timeout = TimeSpan.FromSeconds(60) };
        Http.DefaultRequestHeaders.Add(AddressHeader, address);
    }

    public string Address { get; }

    public CookieContainer Cookies { get; } = new();

    public HttpClient Http { get; }

    public void Dispose() => Http.Dispose();
}

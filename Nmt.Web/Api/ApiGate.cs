using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Nmt.Web.Services;
using Nmt.Web.Telemetry;

namespace Nmt.Web.Api;

/// <summary>Lets clients of the API in by key and rate, and tells the queue who they are.</summary>
internal sealed class ApiGate : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly ApiOptions _options;
    private readonly ServingMeter _meter;
    private readonly PartitionedRateLimiter<Client> _limiter;

    public ApiGate(IOptions<ApiOptions> options, ServingMeter meter)
    {
        _options = options.Value;
        _meter = meter;
        _limiter = PartitionedRateLimiter.Create<Client, string>(client => client.Limit == 0
            ? RateLimitPartition.GetNoLimiter(client.Name)
            : RateLimitPartition.GetSlidingWindowLimiter(client.Name, _ => new SlidingWindowRateLimiterOptions
            {
                PermitLimit = client.Limit,
                Window = Window,
                SegmentsPerWindow = 12,
                QueueLimit = 0,
            }));
    }

    /// <summary>Whether clients can have keys.</summary>
    public bool HasKeys => _options.Keys.Count > 0;

    /// <summary>Whether they must.</summary>
    public bool KeyRequired => _options.KeyRequired;

    /// <param name="context">The request. Its scope becomes one of the client's.</param>
    /// <param name="key">The key that it came with; null where a bearer token may be one.</param>
    /// <param name="cost">How many texts it asks for.</param>
    /// <exception cref="ApiException">The key is missing or wrong, or the client has had as many texts as it may have.</exception>
    public void Admit(HttpContext context, string? key, int cost)
    {
        Client client = ClientOf(context, key ?? BearerOf(context.Request));
        context.RequestServices.GetRequiredService<Caller>().Key = client.Name;
        if (client.Limit == 0)
        {
            return;
        }

        using RateLimitLease lease = _limiter.AttemptAcquire(client, Math.Clamp(cost, 1, client.Limit));
        if (!lease.IsAcquired)
        {
            _meter.Refused("rate");
            throw ApiException.TooMany(client.Limit, lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan wait) ? wait : Window);
        }
    }

    public void Dispose() => _limiter.Dispose();

    private Client ClientOf(HttpContext context, string? key)
    {
        if (!HasKeys)
        {
            // LibreTranslate's clients send keys that were meant for other servers.
            return Anonymous(context);
        }

        if (key is not null)
        {
            ApiKey known = _options.Keys.FirstOrDefault(each => IsSame(each.Key, key)) ?? throw ApiException.WrongKey();
            return new Client($"key {known.Name}", known.RequestsPerMinute > 0 ? known.RequestsPerMinute : _options.RequestsPerMinute);
        }

        return _options.KeyRequired ? throw ApiException.MissingKey() : Anonymous(context);
    }

    private Client Anonymous(HttpContext context) =>
        new($"address {NetworkOf(context.Connection.RemoteIpAddress ?? IPAddress.None)}", _options.RequestsPerMinute);

    /// <summary>Of IPv6 the first 64 bits: whoever has one such address has as many as there are.</summary>
    private static IPAddress NetworkOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        byte[] bytes = address.GetAddressBytes();
        Array.Clear(bytes, bytes.Length / 2, bytes.Length / 2);
        return new IPAddress(bytes);
    }

    private static string? BearerOf(HttpRequest request)
    {
        const string Scheme = "Bearer ";
        string header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;
    }

    private static bool IsSame(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    private sealed record Client(string Name, int Limit);
}

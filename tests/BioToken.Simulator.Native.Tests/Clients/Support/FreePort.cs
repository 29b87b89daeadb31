using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace BioToken.Simulator.Native.Tests.Clients;

/// <summary>Ports for servers that cannot choose one themselves.</summary>
internal static class FreePort
{
    /// <summary>A port of the loopback address that nothing listens on now.</summary>
    public static string Find()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}

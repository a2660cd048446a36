// A stand-in for the package RestSharp 106, which the C# of the snippets is written for: the part of it that they call, with its
// signatures and its ways. It really sends, as RestSharp did, by HttpWebRequest. So a call that RestSharp 106 does not have does not
// compile, and what RestSharp would leave out or change is left out and changed here too.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace RestSharp
{
    public enum Method { GET, POST, PUT, DELETE, HEAD, OPTIONS, PATCH, MERGE, COPY }

    public enum ParameterType { Cookie, GetOrPost, UrlSegment, HttpHeader, RequestBody, QueryString }

    public class Parameter
    {
        public string Name;
        public object Value;
        public ParameterType Type;
        public string Text { get { return Convert.ToString(Value) ?? ""; } }
    }

    public class FileParameter
    {
        public string Name, FileName, ContentType;
        public byte[] Content;
    }

    public interface IRestRequest
    {
        bool AlwaysMultipartFormData { get; set; }
        Method Method { get; set; }
        List<Parameter> Parameters { get; }
        List<FileParameter> Files { get; }
        IRestRequest AddHeader(string name, string value);
        IRestRequest AddParameter(string name, object value);
        IRestRequest AddParameter(string name, object value, ParameterType type);
        IRestRequest AddFile(string name, string path, string contentType = null);
        IRestRequest AddFile(string name, byte[] bytes, string fileName, string contentType = null);
    }

    public class RestRequest : IRestRequest
    {
        public RestRequest() : this(Method.GET) { }

        public RestRequest(Method method)
        {
            Method = method;
            Parameters = new List<Parameter>();
            Files = new List<FileParameter>();
        }

        public bool AlwaysMultipartFormData { get; set; }
        public Method Method { get; set; }
        public List<Parameter> Parameters { get; private set; }
        public List<FileParameter> Files { get; private set; }

        public IRestRequest AddHeader(string name, string value)
        {
            return AddParameter(name, value, ParameterType.HttpHeader);
        }

        public IRestRequest AddParameter(string name, object value)
        {
            return AddParameter(name, value, ParameterType.GetOrPost);
        }

        public IRestRequest AddParameter(string name, object value, ParameterType type)
        {
            Parameters.Add(new Parameter { Name = name, Value = value, Type = type });
            return this;
        }

        public IRestRequest AddFile(string name, string path, string contentType = null)
        {
            return AddFile(name, File.ReadAllBytes(path), Path.GetFileName(path), contentType);
        }

        public IRestRequest AddFile(string name, byte[] bytes, string fileName, string contentType = null)
        {
            Files.Add(new FileParameter { Name = name, Content = bytes, FileName = fileName, ContentType = contentType });
            return this;
        }
    }

    public interface IRestResponse
    {
        string Content { get; }
        HttpStatusCode StatusCode { get; }
        string ErrorMessage { get; }
    }

    public class RestResponse : IRestResponse
    {
        public string Content { get; set; }
        public HttpStatusCode StatusCode { get; set; }
        public string ErrorMessage { get; set; }
    }

    public interface IRestClient
    {
        bool FollowRedirects { get; set; }
        IRestResponse Execute(IRestRequest request);
        IRestResponse ExecuteAsGet(IRestRequest request, string httpMethod);
        IRestResponse ExecuteAsPost(IRestRequest request, string httpMethod);
    }

    public class RestClient : IRestClient
    {
        const string Boundary = "-----------------------------28947758029299";
        static readonly Method[] PostStyle = { Method.POST, Method.PUT, Method.PATCH, Method.MERGE };
        readonly Uri baseUrl;

        public RestClient(string baseUrl)
        {
            this.baseUrl = new Uri(baseUrl);
            FollowRedirects = true;
        }

        public bool FollowRedirects { get; set; }

        public IRestResponse Execute(IRestRequest request)
        {
            return Send(request, request.Method.ToString(), PostStyle.Contains(request.Method));
        }

        public IRestResponse ExecuteAsGet(IRestRequest request, string httpMethod)
        {
            request.Method = Method.GET;
            return Send(request, httpMethod, false);
        }

        public IRestResponse ExecuteAsPost(IRestRequest request, string httpMethod)
        {
            request.Method = Method.POST;
            return Send(request, httpMethod, true);
        }

        // RestSharp gives an error as a response, and throws none.
        IRestResponse Send(IRestRequest request, string httpMethod, bool postStyle)
        {
            try
            {
                var web = (HttpWebRequest)WebRequest.Create(Address(request));
                web.ServicePoint.Expect100Continue = false;
                web.Method = httpMethod;
                web.AllowAutoRedirect = FollowRedirects;
                web.UserAgent = "RestSharp/106.15.0.0";
                web.Accept = "application/json, text/json, text/x-json, text/javascript, application/xml, text/xml";
                web.AutomaticDecompression = DecompressionMethods.Deflate | DecompressionMethods.GZip;
                foreach (var header in Of(request, ParameterType.HttpHeader)) AddHeader(web, header.Name, header.Text);
                Write(web, request, httpMethod, postStyle);
                return Answer(web);
            }
            catch (Exception trouble)
            {
                return new RestResponse { ErrorMessage = trouble.Message };
            }
        }

        // What is no body goes into the query, unless the method is one that posts.
        Uri Address(IRestRequest request)
        {
            var query = Of(request, ParameterType.QueryString);
            if (!new[] { Method.POST, Method.PUT, Method.PATCH }.Contains(request.Method))
                query = query.Concat(Of(request, ParameterType.GetOrPost));
            var pairs = string.Join("&", query.Select(one => Encode(one.Name) + "=" + Encode(one.Text)));
            var url = baseUrl.AbsoluteUri;
            return pairs == "" ? baseUrl : new Uri(url + (url.Contains("?") ? "&" : "?") + pairs);
        }

        // HttpWebRequest takes some headers by properties only.
        static void AddHeader(HttpWebRequest web, string name, string value)
        {
            switch (name.ToLowerInvariant())
            {
                case "accept": web.Accept = value; break;
                case "content-type": web.ContentType = value; break;
                case "content-length": web.ContentLength = Convert.ToInt64(value); break;
                case "connection": web.KeepAlive = value.ToLower().Contains("keep-alive"); break;
                case "date": DateTime date; if (DateTime.TryParse(value, out date)) web.Date = date; break;
                case "expect": web.Expect = value; break;
                case "host": web.Host = value; break;
                case "if-modified-since": web.IfModifiedSince = Convert.ToDateTime(value); break;
                case "range":
                    var range = Regex.Match(value, @"^(\w+)=(\d+)-(\d+)$");
                    if (range.Success) web.AddRange(range.Groups[1].Value, long.Parse(range.Groups[2].Value), long.Parse(range.Groups[3].Value));
                    break;
                case "referer": web.Referer = value; break;
                case "transfer-encoding": web.SendChunked = true; web.TransferEncoding = value; break;
                case "user-agent": web.UserAgent = value; break;
                default: web.Headers.Add(name, value); break;
            }
        }

        static void Write(HttpWebRequest web, IRestRequest request, string httpMethod, bool postStyle)
        {
            var body = Of(request, ParameterType.RequestBody).FirstOrDefault();
            var fields = Of(request, ParameterType.GetOrPost).ToList();
            byte[] content = new byte[0];
            if (!postStyle)
            {
                if (body == null || body.Text == "" || (httpMethod != "DELETE" && httpMethod != "OPTIONS")) return;
                web.ContentType = body.Name;
                content = Encoding.UTF8.GetBytes(body.Text);
            }
            else if (request.AlwaysMultipartFormData || request.Files.Any())
            {
                if (string.IsNullOrEmpty(web.ContentType)) web.ContentType = "multipart/form-data; boundary=" + Boundary;
                else if (!web.ContentType.Contains("boundary")) web.ContentType += "; boundary=" + Boundary;
                content = Multipart(body == null ? fields : fields.Concat(new[] { body }), request.Files);
            }
            else if (fields.Any())
            {
                if (string.IsNullOrEmpty(web.ContentType)) web.ContentType = "application/x-www-form-urlencoded";
                content = Encoding.UTF8.GetBytes(string.Join("&", fields.Select(one => Encode(one.Name) + "=" + Encode(one.Text))));
            }
            else if (body != null && body.Text != "")
            {
                if (string.IsNullOrEmpty(web.ContentType)) web.ContentType = body.Name;
                content = Encoding.UTF8.GetBytes(body.Text);
            }
            web.ContentLength = content.Length;
            using (var stream = web.GetRequestStream()) stream.Write(content, 0, content.Length);
        }

        // Names are written as they are: RestSharp quotes nothing in them.
        static byte[] Multipart(IEnumerable<Parameter> fields, IEnumerable<FileParameter> files)
        {
            var stream = new MemoryStream();
            Action<string> write = text => { var bytes = Encoding.UTF8.GetBytes(text); stream.Write(bytes, 0, bytes.Length); };
            foreach (var field in fields)
                write("--" + Boundary + "\r\nContent-Disposition: form-data; name=\"" + field.Name + "\"\r\n\r\n" + field.Text + "\r\n");
            foreach (var file in files)
            {
                write("--" + Boundary + "\r\nContent-Disposition: form-data; name=\"" + file.Name + "\"; filename=\"" + file.FileName
                    + "\"\r\nContent-Type: " + (file.ContentType ?? "application/octet-stream") + "\r\n\r\n");
                stream.Write(file.Content, 0, file.Content.Length);
                write("\r\n");
            }
            write("--" + Boundary + "--\r\n");
            return stream.ToArray();
        }

        static IRestResponse Answer(HttpWebRequest web)
        {
            HttpWebResponse response;
            try
            {
                response = (HttpWebResponse)web.GetResponse();
            }
            catch (WebException trouble) when (trouble.Response != null)
            {
                response = (HttpWebResponse)trouble.Response;
            }
            using (response)
            using (var reader = new StreamReader(response.GetResponseStream(), Encoding.UTF8))
                return new RestResponse { Content = reader.ReadToEnd(), StatusCode = response.StatusCode };
        }

        static IEnumerable<Parameter> Of(IRestRequest request, ParameterType type)
        {
            return request.Parameters.Where(one => one.Type == type);
        }

        static string Encode(string text)
        {
            return Uri.EscapeDataString(text);
        }
    }
}

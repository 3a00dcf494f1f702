using System.Text.Json.Nodes;

namespace FineTune.Training.Tests.Fuzzing;

/// <summary>Small tokenizer.json files that between them have every kind of part.</summary>
internal static class TokenizerSeeds
{
    private const string Added = """[{"id":0,"content":"[PAD]","special":true},{"id":1,"content":"[UNK]","special":true,"lstrip":true},{"id":9,"content":"<x>","single_word":true,"rstrip":true,"normalized":true}]""";

    private static readonly string[] Models =
    [
        """{"type":"WordPiece","unk_token":"[UNK]","continuing_subword_prefix":"##","max_input_chars_per_word":100,"vocab":{"[PAD]":0,"[UNK]":1,"[CLS]":2,"[SEP]":3,"a":4,"##b":5,"##c":6,"tea":7}}""",
        """{"type":"BPE","unk_token":"[UNK]","fuse_unk":true,"byte_fallback":true,"vocab":{"[PAD]":0,"[UNK]":1,"[CLS]":2,"[SEP]":3,"a":4,"b":5,"ab":6,"<0x0A>":7},"merges":["a b"]}""",
        """{"type":"BPE","continuing_subword_prefix":"##","end_of_word_suffix":"</w>","ignore_merges":true,"vocab":{"[UNK]":1,"[CLS]":2,"[SEP]":3,"a":4,"##b</w>":5,"ab</w>":6},"merges":[["a","##b</w>"]]}""",
        """{"type":"WordLevel","unk_token":"[UNK]","vocab":{"[PAD]":0,"[UNK]":1,"[CLS]":2,"[SEP]":3,"tea":4,"ab":5}}""",
        """{"type":"Unigram","unk_id":0,"byte_fallback":false,"vocab":[["<unk>",0],["[CLS]",-1],["[SEP]",-1.5],["▁tea",-2],["a",-3],["▁",-2.5]]}""",
    ];

    private static readonly string[] Normalizers =
    [
        "null",
        """{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":null,"lowercase":true}""",
        """{"type":"Sequence","normalizers":[{"type":"NFD"},{"type":"StripAccents"},{"type":"Lowercase"},{"type":"Nmt"}]}""",
        """{"type":"Sequence","normalizers":[{"type":"NFKC"},{"type":"Strip","strip_left":true,"strip_right":true},{"type":"Prepend","prepend":"▁"}]}""",
        """{"type":"Sequence","normalizers":[{"type":"Replace","pattern":{"Regex":" {2,}"},"content":" "},{"type":"Replace","pattern":{"String":" "},"content":"▁"},{"type":"ByteLevel"}]}""",
        """{"type":"Precompiled","precompiled_charsmap":"AAIAAIBAAAABAAAAAAAAAAAAAAA="}""",
    ];

    private static readonly string[] PreTokenizers =
    [
        """{"type":"BertPreTokenizer"}""",
        """{"type":"ByteLevel","add_prefix_space":true,"use_regex":true}""",
        """{"type":"Sequence","pretokenizers":[{"type":"WhitespaceSplit"},{"type":"Punctuation","behavior":"Contiguous"},{"type":"Digits","individual_digits":true}]}""",
        """{"type":"Split","pattern":{"Regex":"\\p{L}+|[^\\s\\p{L}]+"},"behavior":"MergedWithNext","invert":true}""",
        """{"type":"Metaspace","replacement":"▁","prepend_scheme":"first","split":true}""",
        """{"type":"Sequence","pretokenizers":[{"type":"Whitespace"},{"type":"UnicodeScripts"},{"type":"FixedLength","length":3},{"type":"CharDelimiterSplit","delimiter":"-"}]}""",
    ];

    private static readonly string[] PostProcessors =
    [
        "null",
        """{"type":"BertProcessing","cls":["[CLS]",2],"sep":["[SEP]",3]}""",
        """{"type":"RobertaProcessing","cls":["[CLS]",2],"sep":["[SEP]",3],"trim_offsets":true,"add_prefix_space":true}""",
        """{"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"[CLS]","type_id":0}},{"Sequence":{"id":"A","type_id":0}}],"pair":[{"Sequence":{"id":"A","type_id":0}},{"Sequence":{"id":"B","type_id":1}}],"special_tokens":{"[CLS]":{"id":"[CLS]","ids":[2],"tokens":["[CLS]"]}}}""",
        """{"type":"Sequence","processors":[{"type":"ByteLevel","trim_offsets":true,"add_prefix_space":false}]}""",
    ];

    private static readonly string[] Decoders =
    [
        """{"type":"WordPiece","prefix":"##","cleanup":true}""",
        """{"type":"ByteLevel"}""",
        """{"type":"Sequence","decoders":[{"type":"Replace","pattern":{"String":"▁"},"content":" "},{"type":"ByteFallback"},{"type":"Fuse"},{"type":"Strip","content":" ","start":1,"stop":0}]}""",
        """{"type":"Metaspace","replacement":"▁","prepend_scheme":"always"}""",
        """{"type":"BPEDecoder","suffix":"</w>"}""",
        """{"type":"CTC","pad_token":"<pad>","word_delimiter_token":"|","cleanup":true}""",
    ];

    private static readonly string[] Truncations = ["null", """{"max_length":8,"strategy":"LongestFirst","stride":2,"direction":"Right"}""", """{"max_length":5,"strategy":"OnlyFirst","stride":0,"direction":"Left"}"""];

    private static readonly string[] Paddings = ["null", """{"strategy":"BatchLongest","direction":"Right","pad_to_multiple_of":8,"pad_id":0,"pad_type_id":0,"pad_token":"[PAD]"}""", """{"strategy":{"Fixed":12},"direction":"Left","pad_id":0,"pad_token":"[PAD]"}"""];

    /// <summary>A file with parts chosen at random.</summary>
    public static string Make(Random random)
    {
        string Any(string[] parts) => parts[random.Next(parts.Length)];
        return new JsonObject
        {
            ["version"] = "1.0",
            ["truncation"] = JsonNode.Parse(Any(Truncations)),
            ["padding"] = JsonNode.Parse(Any(Paddings)),
            ["added_tokens"] = JsonNode.Parse(Added),
            ["normalizer"] = JsonNode.Parse(Any(Normalizers)),
            ["pre_tokenizer"] = JsonNode.Parse(Any(PreTokenizers)),
            ["post_processor"] = JsonNode.Parse(Any(PostProcessors)),
            ["decoder"] = JsonNode.Parse(Any(Decoders)),
            ["model"] = JsonNode.Parse(Any(Models)),
        }.ToJsonString();
    }
}

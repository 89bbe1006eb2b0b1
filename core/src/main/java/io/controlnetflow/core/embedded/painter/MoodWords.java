package io.controlnetflow.core.embedded.painter;

/** Words that name a colour without saying so. */
final class MoodWords {
    /** Main hue (OKLCh degrees), chroma, lightness shift, accent hue: the words. */
    static final String TABLE = """
            45  .155  .03  320 : sunset dusk evening
            60  .120  .08  300 : dawn sunrise
            85  .090  .12  240 : morning day daylight noon sunny sun
            268 .100 -.17   55 : night midnight moonlight moon nocturne dark
            60  .015 -.14   60 : noir
            85  .155  .04   55 : golden gold honey amber
            135 .125  .11  350 : spring april may blossom meadow garden
            115 .140  .09  230 : summer
            50  .150  .00  215 : autumn fall october pumpkin harvest
            238 .055  .14   35 : winter december frost frozen
            240 .040  .19  215 : snow snowy blizzard arctic polar
            215 .075  .16  260 : ice glacier crystal glass
            235 .030  .10  260 : mist fog haze cloud cloudy misty foggy
            252 .055 -.09  210 : storm thunder rain rainy
            330 .225 -.12  205 : neon glow disco club
            318 .215 -.13  195 : cyberpunk synthwave vaporwave futuristic
            285 .130 -.20  215 : space cosmos cosmic nebula stars star
            300 .165 -.17  220 : galaxy
            255 .060 -.06   60 : city street urban building architecture gothic cathedral
            145 .115 -.06   85 : forest woods tree pine
            143 .140 -.05  105 : jungle rainforest tropical palm
            130 .120  .02   70 : grass field leaf leaves moss green-wood plant
            232 .120 -.01  175 : ocean deep
            225 .110  .03   80 : sea beach coast harbour harbor lake
            208 .125 -.05  150 : underwater aquarium reef
            200 .095  .03  250 : water river waterfall
            68  .105  .08   35 : desert dune canyon
            80  .085  .11  235 : sand sandy
            255 .060  .04   60 : mountain mountains alps rock
            240 .100  .10   60 : sky
            40  .195 -.04   85 : fire flame flames fiery
            33  .205 -.14   70 : lava volcano magma ember
            65  .100 -.05  175 : bronze brass
            48  .120 -.02  185 : copper rust rusty
            250 .018  .06  230 : silver steel chrome metal iron metallic
            60  .075 -.08   40 : steampunk workshop industrial
            75  .055  .03   35 : vintage retro sepia antique old
            80  .022  .15  250 : marble porcelain stone statue alabaster
            165 .105  .00  125 : jade
            155 .145 -.05   90 : emerald
            20  .190 -.05  350 : ruby
            262 .175 -.07  235 : sapphire
            300 .165 -.04  330 : amethyst
            55  .075 -.06   25 : coffee chocolate cocoa espresso brown
            60  .080 -.02   25 : wood oak walnut timber cabin
            55  .090 -.04   30 : leather clay terracotta brick
            70  .040  .10  120 : linen paper cotton wool
            28  .140 -.02  350 : velvet silk
            350 .145  .07  130 : flower flowers floral bouquet peony
            12  .150  .05  140 : rose roses
            300 .105  .10  130 : lavender lilac violet
            168 .090  .13   95 : mint
            355 .130  .08  320 : cherry sakura pink
            30  .185  .00  350 : strawberry tomato coral
            25  .200 -.02   50 : red scarlet crimson
            58  .165  .04   30 : orange tangerine
            100 .155  .10   70 : yellow lemon
            142 .165 -.01  110 : green
            190 .115  .00  230 : teal turquoise cyan
            260 .165 -.02  220 : blue cobalt navy indigo
            305 .165 -.04  340 : purple magenta
            85  .020  .19  250 : white ivory
            270 .020 -.20   60 : black charcoal ink
            260 .008  .00  260 : gray grey monochrome grayscale pencil sketch
            200 .085  .14   25 : watercolor watercolour aquarelle
            320 .070  .17  180 : pastel soft dreamy
            0   .190  .04  120 : rainbow colorful colourful psychedelic pop vibrant
            55  .130 -.04  250 : oil painting impressionist impressionism gogh
            35  .090  .03  240 : portrait face skin
            290 .120 -.06   60 : magic fantasy mystical wizard fairy dream
            20  .090 -.08  250 : dancer theatre theater stage ballet
            """;

    private MoodWords() {}
}

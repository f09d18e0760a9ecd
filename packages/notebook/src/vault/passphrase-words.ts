/** Common words, each once, of three letters or more. More than 6⁴, so that six of them are worth over 62 bits. */
export const PASSPHRASE_WORDS: readonly string[] = `
able acid acorn actor adapt add adult after again agent agree ahead aim air aisle alarm album alert alien alive
alley almond alone alpha also amber ample anchor angel angle ankle answer ant apart apple apron arch area arena
argue arm armor army aroma arrow art ash aside ask atlas atom attic audio aunt author autumn avenue avoid awake
award away axis baby back bacon badge bag bake balance ball bamboo banana band bank banner bar bark barn barrel
basil basin basket bat bath battle bay beach bead beam bean bear beard beast beat beauty beaver bed bee beef
beetle bell belt bench berry best better bicycle big bike bill bind birch bird birth biscuit bit bitter black
blade blank blanket blaze blend bless blind block bloom blossom blue board boat body boil bold bolt bone bonus
book boot border borrow boss both bottle bottom bounce bow bowl box boy brain brake branch brass brave bread break
breath breeze brick bridge brief bright bring bronze brook broom brother brown brush bubble bucket buckle bud
buffalo build bulb bull bundle bunny burger burn bus bush busy butter button buy cab cabin cable cactus cage cake
calendar calf call calm camel camera camp canal candle candy canoe canvas canyon cap cape car card care cargo
carpet carrot carry cart carve case cash castle cat catch cattle cause cave cedar ceiling cell cellar center
cereal chain chair chalk chance change chapel chapter charm chart chase cheap check cheek cheer cheese chef cherry
chess chest chew chick chief child chili chimney chin chip choice choir choose chord chorus cider cinema circle
circus city claim clap class claw clay clean clear clerk clever cliff climb clock close cloth cloud clover clown
club clue coach coal coast coat cobra cocoa coconut code coffee coin cold collar color column comb come comet
comfort comic common compass concert cook cookie cool copper copy coral cord core cork corn corner cotton couch
count country couple course court cousin cover cow coyote crab cradle craft crane crater crayon cream creek crew
cricket crisp crop cross crow crowd crown cruise crumb crust cry crystal cube cup cupboard curl current curtain
curve cushion custom cut cycle daily dairy daisy damp dance danger dark dart dash data date dawn day deal dear
decade deck deep deer degree delta den dental depth desert design desk detail diamond diary dice diet dig dinner
dip dish ditch dive doctor dog doll dolphin donkey door dot double dough dove down dozen draft dragon drama draw
dream dress drift drill drink drive drop drum dry duck dune dusk dust duty eagle ear early earth east easy echo
edge edit egg eight elbow elder elect elephant elevator elf elm ember emerald empty end energy engine enjoy enter
entry envelope equal error escape essay even evening event ever exact exam exit extra eye fabric face fact fade
fair fairy falcon fall fame family fan fancy far farm fast father fault favor feast feather fence fern ferry fever
few fiber fiddle field fig file fill film filter final find fine finger finish fire firm first fish fist fit five
fix flag flake flame flash flat flavor flea fleet flight flint float flock flood floor flour flow flower fluid
flute fly foam focus fog foil fold folk follow fond food foot forest forget fork form fort forty forum fossil four
fox frame free fresh friend fringe frog front frost fruit fuel full fun funny fur future gadget galaxy gallery
game gap garage garden garlic gas gate gather gear gecko gem general gentle ghost giant gift ginger giraffe girl
give glacier glad glass glide globe glove glow glue goal goat gold golf good goose gorilla gown grace grade grain
grand grape graph grass gravel gravity gray great green grid grill grin grip ground group grove grow guard guess
guest guide guitar gull gum habit hair half hall hammer hamster hand handle happy harbor hard hare harp harvest
hat hawk hay hazel head heal heap heart heat heavy hedge heel height helmet help hen herb herd hero heron hidden
high hike hill hinge hint hip hippo hobby hockey hold hole holiday hollow holly home honest honey hood hoof hook
hope horn horse hotel hour house hover hub hug huge human humble humor hundred hungry hunt hurry husky hut hymn
ice icon idea igloo image inch index indigo infant ink inn insect inside iris iron island item ivory ivy jacket
jade jaguar jam jar jasmine jaw jazz jeans jelly jet jewel job join joke jolly journal journey joy judge juice
jump jungle junior jury just kayak keen keep kettle key kick kid kidney kilo kind king kiosk kite kitten kiwi knee
knife knight knit knob knock knot know koala label labor lace ladder lady lake lamb lamp land lane lantern lap
large laser last late laugh lava lawn lawyer layer lazy leader leaf learn leather leave left leg legend lemon lend
lens leopard lesson letter level lever liberty library lid life lift light lily lime limit line linen lion lip
liquid list listen little live lizard llama load loaf lobby lobster local lock lodge loft log logic lonely long
loop lotus loud lounge love low loyal luck lumber lunch lung lynx machine magic magnet maid mail main major make
mammal mango manor map maple marble march margin marine mark market maroon mask mass mast master match math matter
maze meadow meal mean measure meat medal media melody melon member memory mend menu mercy merit merry metal meteor
meter method middle midnight mild mile milk mill mind mine mineral mint minus minute mirror mist mitten mix mobile
model modern moment money monkey month mood moon moose moral morning moss moth mother motion motor mountain mouse
mouth move movie much mud muffin mule muscle museum mushroom music mustard nail name napkin narrow nation native
nature navy near neat neck needle nephew nerve nest net never new news nice nickel night nine noble noise noodle
noon north nose note novel now nugget number nurse nut nylon oak oasis oat object ocean octave october office
often oil old olive omega once one onion only open opera orange orbit orchard orchid order organ origin otter oval
oven over owl own owner oxygen oyster pack paddle page pain paint pair palace palm pan panda panel panic paper
parade parcel parent park parrot part party pass pasta paste patch path patrol pause paw pay peace peach peacock
peak peanut pear pearl pebble pedal pelican pen pencil penguin people pepper perfect period permit person pet
petal phone photo phrase piano picnic picture piece pier pig pigeon pillow pilot pin pine pink pioneer pipe pirate
pistachio pitch pizza place plain plan planet plant plastic plate play plaza plenty plot plow plum plus pocket
poem poet point polar pole police polite pond pony pool poppy porch port post potato pottery pouch powder power
prairie present press price pride prince print prism prize problem profit promise proof proud prune public pudding
pulse pump pumpkin pupil puppet puppy pure purple purse push puzzle pyramid quail quality quarter queen quest
quick quiet quill quilt quiz rabbit raccoon race radar radio radish raft rail rain raise rally ranch range rapid
rare rather raven raw razor reach read ready real reason recipe record red reef refuge region relax relay rely
remark remedy repair reply rescue rest result return reward rhyme rhythm rib ribbon rice rich ride right ring
ripple rise river road roast robin robot rock rocket roll roof room root rope rose rotate rough round route row
royal rubber ruby rug rule ruler run rural rush rust sack saddle safe saffron sage sail salad salmon salon salt
same sample sand sandal satin sauce sausage save scale scarf scene school science scissors scooter score scout
screen script sea seal search season seat second secret seed seek seven shade shadow shape share shark sharp sheep
sheet shelf shell shield shift shine ship shirt shoe shop shore short shoulder shovel show shower shrimp shy
sibling side sign silent silk silver simple since singer sister six size skate sketch ski skill skin skirt sky
slate sled sleep sleeve slice slide slope slow small smart smile smoke smooth snack snail snake snow soap soccer
social sock soda sofa soft soil solar soldier solid solo song soon sort soul sound soup south space spade spare
spark speak special speech speed spell spend sphere spice spider spin spinach spirit splash spoon sport spot spray
spring spruce square squid squirrel stable stadium staff stage stair stamp stand star start state station statue
stay steam steel stem step stereo stick still stone stool stop store storm story stove straw stream street string
strong studio study style subway sudden sugar suit summer sun sunset super supper sure surf surprise swan sweater
sweet swift swim swing symbol syrup system table tail tailor take talent talk tall tango tank tape target task
taste taxi tea teach team tell temple ten tennis tent term test text thank theater theme thing thirty thorn thread
three throne thumb thunder ticket tide tidy tiger tile timber time tiny tip tire title toast today toe together
tomato ton tone tongue tonight tool tooth top torch tornado tortoise total touch tour towel tower town toy track
trade trail train travel tray treasure treat tree trend trial tribe trick trip tropical trouble trout truck true
trumpet trunk trust truth try tube tulip tuna tunnel turbo turkey turn turtle twelve twenty twin twist two type
umbrella uncle under unicorn uniform union unique unit until update upper urban use useful usual valley value
vanilla vase vast vault velvet vendor verb verse very vest video view village vine vinegar violet violin virtue
visit visual vital vivid voice volcano volume vote voyage waffle wagon waist wait walk wall walnut walrus want
warm wash wasp watch water wave wax way weather web wedding week weight welcome well west whale wheat wheel
whistle white whole wide wife wild willow win wind window wine wing winner winter wire wisdom wise wish witness
wolf woman wonder wood wool word work world worth wrist write yard yarn year yellow yes yesterday yoga young zebra
zero zigzag zipper zone zoo
`
  .trim()
  .split(/\s+/);
